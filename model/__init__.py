"""
The networks: their equations, their weights, and what they did with a sentence. Knows nothing of the web.

    errors      what can go wrong, as one tree
    text        Vocabulary, tokenize
    cells       the equations of each cell, written once
    network     Config, Network: embedding -> recurrent layers -> output head
    zoo         Card, Model, Zoo: trained models on disk
    statistics  what the numbers of one weight amount to
    trace       trace(model, text): what the network did with one sentence
    textbook    every term of a layer as the textbooks have it, in float64
    check       the same by torch and by the textbook, to hold a trace against
    derivation  how one number of a trace came about
    jacobians   how one step moves the carried state
    influence   how far back a network's memory reaches
    omission    what a network would have said had a word not been there
    corpora     where training text comes from
    modules     networks as torch modules, to be trained
    ngrams      count-based language models to compare with
    train       training by backpropagation through time
    evaluate    every figure on a card, recomputed
"""
