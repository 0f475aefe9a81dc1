"""
The web application: an API over the networks, and the pages that show them.

    settings     what can be set from the environment, each with its meaning
    schemas      the API's wire types, with descriptions and examples
    derived      the wire types of derivations
    weights      the wire types of weights and their statistics
    memory       the wire types of influences and omissions, asked and answered
    remembered   influences and omissions as JSON and as safetensors
    paths        the wire types of trajectories
    beside       the wire types of comparisons
    negotiation  which of the forms on offer an Accept header likes best
    wire         traces and weights as JSON and as safetensors
    errors       every failure becomes problem+json, or a page, in one place
    bodies       request bodies: how large, of which type, and JSON at all
    requests     what a request may hold
    explain      what is wrong with a request, in a sentence
    devices      which device serves
    deps         what endpoints are given
    middleware   headers on every answer, known hosts, HEAD, the unexpected
    api          one file a resource
    openapi      the description of the API
    docs         that description to read and try, in a browser
    texts        interface texts in the reader's language
    glossary     the terms of art, each explained once
    examples     sentences worth a look
    equation     the cell's equation as MathML
    assets       static files, under addresses that change with them
    rendering    what every page is given
    pages        the HTML pages
    memorypage   the page Memory
    figures      a trace as a table, a NumPy file, a page of its own
    explanations a derivation as a table
    main         create_app(settings)
    cli          `unrolled serve | trace | explain | train | evaluate | study | models`
"""
