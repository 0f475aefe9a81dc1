"""
The networks: their equations, their weights, and what they did with a sentence. Knows nothing of the web.

    errors    what can go wrong, as one tree
    text      Vocabulary, tokenize
    cells     the equations of each cell, written once
    network   Config, Network: embedding -> recurrent layers -> output head
    zoo       Card, Model, Zoo: trained models on disk
    trace     trace(model, text): what the network did with one sentence
    check     the same by torch and in float64, to hold a trace against
    corpora   where training text comes from
    ngrams    count-based language models to compare with
    train     training by backpropagation through time
    evaluate  every figure on a card, recomputed
"""
