"""
The networks: their equations, their weights, and what they did with a sentence. Knows nothing of the web.

    errors      what can go wrong, as one tree
    text        Vocabulary, tokenize
    cells       the equations of each cell, written once
    network     Config, Network: embedding -> recurrent layers -> output head
    zoo         Card, Model, Zoo: trained models on disk
    statistics  what the numbers of one weight amount to
    edits       values overwritten while a trace runs: what if?
    run         the recurrence of one layer, over one sentence or many
    trace       trace(model, text): what the network did with one sentence
    textbook    every term of a layer as the textbooks have it, in float64
    check       the same by torch and by the textbook, to hold a trace against
    groups      what a number of a trace is added up from
    derivation  how one number of a trace came about
    jacobians   how one step moves the carried state
    influence   how far back a network's memory reaches
    predicted   what a network predicts, over all words
    comparison  two readings side by side
    omission    what a network would have said had a word not been there
    sources     public texts, downloaded or from a file
    corpora     sentences to train on
    shakespeare passages of a play to train on
    follows     what the units of a model of characters follow
    modules     networks as torch modules, to be trained
    ngrams      count-based language models to compare with
    train       training by backpropagation through time
    evaluate    every figure on a card, recomputed
    property    what can be told of a text's positions without annotation; word_properties, character_properties and
                properties hold those there are
    ranks       AUC and rank correlation, with their intervals
    probe       how well the whole state tells a property
    findings    what single units follow
    bank        states with their contexts, principal components, nearest contexts
    trajectory  the path of the hidden state, and the contexts nearest to it
    study       findings and bank of a model, from a corpus
"""
