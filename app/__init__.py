"""
The web application: an API over the networks, and the pages that show them.

    settings     what can be set from the environment, each with its meaning
    schemas      the API's wire types, with descriptions and examples
    negotiation  which of the forms on offer an Accept header likes best
    wire         traces and weights as JSON and as safetensors
    errors       every failure becomes problem+json, or a page, in one place
    bodies       request bodies: how large, of which type, and JSON at all
    deps         what endpoints are given
    middleware   headers on every answer, known hosts, HEAD, the unexpected
    api          one file a resource
    openapi      the description of the API
    docs         that description to read and try, in a browser
    pages        the HTML pages
    main         create_app(settings)
    cli          `unrolled serve | trace | train | evaluate | models`
"""
