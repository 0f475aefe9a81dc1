"""
What the pages say of a model of characters where, of a model of words, they speak of words.

It is the one place that tells the two apart: a page is of one kind, and all its texts, those of its scripts too, are
looked up here before they are translated.
"""

from dataclasses import replace

from app.texts import Texts, marked
from model.text import Kind

__all__ = ["CHARACTERS", "of_kind"]


def of_kind(texts: Texts, kind: Kind) -> Texts:
    """The texts of a page about a model that reads words, or characters."""
    return replace(texts, instead=CHARACTERS) if kind == "characters" else texts


CHARACTERS = {
    (
        "%(perplexity)s on sentences it never saw: %(test)s; counting pairs of words gives %(bigram)s, "
        "counting triples %(trigram)s."
    ): marked(
        "%(perplexity)s on sentences it never saw: %(test)s; counting pairs of characters gives "
        "%(bigram)s, counting triples %(trigram)s."
    ),
    "1 word a second": marked("1 character a second"),
    "1 word in two seconds": marked("1 character in two seconds"),
    "2 words a second": marked("2 characters a second"),
    "4 words a second": marked("4 characters a second"),
    (
        "After each word: what the two predict, and in one and the same network what %(state)s they are in. Where the "
        "words are the same again, what is left of a difference is memory."
    ): marked(
        "After each character: what the two predict, and in one and the same network what %(state)s they are in. Where "
        "the characters are the same again, what is left of a difference is memory."
    ),
    "After “{word}” no known word came, so no prediction was at stake.": marked(
        "After “{word}” no known character came, so no prediction was at stake."
    ),
    (
        "After “{word}”, time stamp {t}: of the words before it, “{other}” moves the prediction most, {name} = {value}."
    ): marked(
        "After “{word}”, time stamp {t}: of the characters before it, “{other}” moves the prediction "
        "most, {name} = {value}."
    ),
    "At the first word there is no step to look back over: go on to the next one.": marked(
        "At the first character there is no step to look back over: go on to the next one."
    ),
    "By how many words back, k": marked("By how many characters back, k"),
    (
        "Click a unit, a likely next word or a dimension of x(t) in the diagram. Its number is then taken "
        "apart here, down to the weights."
    ): marked(
        "Click a unit, a likely next character or a dimension of x(t) in the diagram. Its number is "
        "then taken apart here, down to the weights."
    ),
    (
        "Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: row {id} of the {embedding} E is that of the "
        "word “{word}”. Nothing computed it, it was learned. These are the units it pushes most."
    ): marked(
        "Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: row {id} of the {embedding} E is that of "
        "the character “{word}”. Nothing computed it, it was learned. These are the units it pushes "
        "most."
    ),
    (
        "Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: “{word}” is unknown, and row {id} of the "
        "{embedding} E is that of every unknown word. These are the units it pushes most."
    ): marked(
        "Dimension {dim} of {symbol}({t}) is E[{id}, {dim}]: “{word}” is unknown, and row {id} of the "
        "{embedding} E is that of every unknown character. These are the units it pushes most."
    ),
    "Drawn at the right. The word that the state moves most, up or down, is “{word}”.": marked(
        "Drawn at the right. The character that the state moves most, up or down, is “{word}”."
    ),
    "Drawn at the right. Unit {row} listens hardest to the word.": marked(
        "Drawn at the right. Unit {row} listens hardest to the character."
    ),
    "Drawn below. The words differ from 0 most in number {col}.": marked(
        "Drawn below. The characters differ from 0 most in number {col}."
    ),
    "Drawn below. Unit {col} is heard most by the others, one word later.": marked(
        "Drawn below. Unit {col} is heard most by the others, one character later."
    ),
    "Drawn below. Unit {col} moves the next word most.": marked(
        "Drawn below. Unit {col} moves the next character most."
    ),
    (
        "Each word moves the %(state)s. Seen here along its first %(component)s, over a cloud of "
        "states that the network passed through in sentences it never learned from."
    ): marked(
        "Each character moves the %(state)s. Seen here along its first %(component)s, over a cloud"
        " of states that the network passed through in sentences it never learned from."
    ),
    "Every word at every time stamp": marked("Every character at every time stamp"),
    "Find a word": marked("Find a character"),
    "Follow the current word": marked("Follow the current character"),
    "Follow the next word": marked("Follow the next character"),
    (
        "For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), doing "
        "without a word names “{left}” ({change}). A gradient speaks of the smallest changes, and a "
        "missing word is a large one."
    ): marked(
        "For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), "
        "doing without a character names “{left}” ({change}). A gradient speaks of the smallest "
        "changes, and a missing character is a large one."
    ),
    (
        "For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), reading another word "
        "names “{left}” ({change}). A gradient speaks of the smallest changes, and another word is a large one."
    ): marked(
        "For “{word}”, which came next, they disagree: the gradient names “{slope}” ({gradient}), reading another "
        "character names “{left}” ({change}). A gradient speaks of the smallest changes, and "
        "another character is a large one."
    ),
    "How far apart, word by word": marked("How far apart, character by character"),
    (
        "How far the cell state c at the current word moves where c after an earlier word moves a little, all "
        "else that is carried there being held."
    ): marked(
        "How far the cell state c at the current character moves where c after an earlier character moves a little, "
        "all else that is carried there being held."
    ),
    (
        "How far the log-probability of the word that came next moves where the embedding of an earlier "
        "word moves a little."
    ): marked(
        "How far the log-probability of the character that came next moves where the embedding of an "
        "earlier character moves a little."
    ),
    ("How far the state h at the current word moves where the embedding of an earlier word moves a little."): marked(
        "How far the state h at the current character moves where the embedding of an earlier character moves a little."
    ),
    ("How far the state h at the current word moves where h after an earlier word moves a little."): marked(
        "How far the state h at the current character moves where h after an earlier character moves a little."
    ),
    (
        "How far the state h at the current word moves where h after an earlier word moves a little, all else that is "
        "carried there being held."
    ): marked(
        "How far the state h at the current character moves where h after an earlier character moves a little, all "
        "else that is carried there being held."
    ),
    "How likely each word is before the state is asked.": marked(
        "How likely each character is before the state is asked."
    ),
    (
        "Here gates decide, unit by unit and anew at each time stamp, how much of the old state is kept and how "
        "much of the proposed one comes in. Open a gate by its letter to see what it makes of the word and of "
        "memory. The bars are %(norms)s."
    ): marked(
        "Here gates decide, unit by unit and anew at each time stamp, how much of the old state is kept and how "
        "much of the proposed one comes in. Open a gate by its letter to see what it makes of the character and of "
        "memory. The bars are %(norms)s."
    ),
    "How much from the word, how much from memory": marked("How much from the character, how much from memory"),
    (
        "How much of the %(gradient)s of the loss arrives k words back, as a share of what there is at k ="
        " 0, along every state that is carried."
    ): marked(
        "How much of the %(gradient)s of the loss arrives k characters back, as a share of what there "
        "is at k = 0, along every state that is carried."
    ),
    (
        "In the complex plane, with the unit circle: with every word, directions outside the circle grow "
        "and those inside it fade, before φ bends them."
    ): marked(
        "In the complex plane, with the unit circle: with every character, directions outside the "
        "circle grow and those inside it fade, before φ bends them."
    ),
    (
        "In training the %(gradient)s of the %(surprisal)s at t travels back from state to state. How much"
        " of it arrives k words back, as a share of what there is at k = 0, is how much the network can "
        "learn about that word from this one."
    ): marked(
        "In training the %(gradient)s of the %(surprisal)s at t travels back from state to state. How "
        "much of it arrives k characters back, as a share of what there is at k = 0, is how much the "
        "network can learn about that character from this one."
    ),
    "Most likely next words": marked("Most likely next characters"),
    "Most likely next words: {words}.": marked("Most likely next characters: {words}."),
    "Nearest words, by cosine": marked("Nearest characters, by cosine"),
    "Next word after “{word}”, time stamp {t}": marked("Next character after “{word}”, time stamp {t}"),
    "No known word came next here, so there is no surprisal to compare.": marked(
        "No known character came next here, so there is no surprisal to compare."
    ),
    "No known word came next, so there is no loss to follow back.": marked(
        "No known character came next, so there is no loss to follow back."
    ),
    "No known word came next, so there is no surprisal to compare.": marked(
        "No known character came next, so there is no surprisal to compare."
    ),
    "No known word came next, so there is nothing to be surprised at.": marked(
        "No known character came next, so there is nothing to be surprised at."
    ),
    "No library unrolls the network. It keeps what is carried on, and overwrites it once for each word.": marked(
        "No library unrolls the network. It keeps what is carried on, and overwrites it once for each character."
    ),
    "No word was read yet, so there is no number to take apart.": marked(
        "No character was read yet, so there is no number to take apart."
    ),
    "Nothing was read before the first word.": marked("Nothing was read before the first character."),
    "Numbers of the word’s vector": marked("Numbers of the character’s vector"),
    "Of unit {unit}'s sum, {memory} comes from memory and {word} from the word.": marked(
        "Of unit {unit}'s sum, {memory} comes from memory and {word} from the character."
    ),
    (
        "One column is one %(stamp)s, one row an earlier word: read along a row to see it being forgotten."
        " Each cell is the %(norm)s of a %(jacobian)s, at its true size."
    ): marked(
        "One column is one %(stamp)s, one row an earlier character: read along a row to see it being "
        "forgotten. Each cell is the %(norm)s of a %(jacobian)s, at its true size."
    ),
    "One row for each word: its product with h(t) is how much speaks for that word coming next.": marked(
        "One row for each character: its product with h(t) is how much speaks for that character coming next."
    ),
    "One row for each word: that row is x(t) wherever the word stands.": marked(
        "One row for each character: that row is x(t) wherever the character stands."
    ),
    "One word takes the place of one word; “{words}” is more. Type a single one.": marked(
        "One character takes the place of one character; “{words}” is more. Type a single one."
    ),
    (
        "Over k words the influence is a product of k steps, J(t) ⋯ J(s+1), each the %(jacobian)s of one "
        "step. Whether it %(vanishing)s is not decided by the size of U alone: what one step stretches, "
        "the next may shrink, for it looks in another direction; and where units are saturated φ′ is "
        "nearly 0."
    ): marked(
        "Over k characters the influence is a product of k steps, J(t) ⋯ J(s+1), each the %(jacobian)s"
        " of one step. Whether it %(vanishing)s is not decided by the size of U alone: what one step "
        "stretches, the next may shrink, for it looks in another direction; and where units are "
        "saturated φ′ is nearly 0."
    ),
    (
        "Reach into the network: set a unit, silence it, cut the memory, change a word. All that follows "
        "is computed anew, and stands beside what it was."
    ): marked(
        "Reach into the network: set a unit, silence it, cut the memory, change a character. All that "
        "follows is computed anew, and stands beside what it was."
    ),
    "Surprisal of the word that came next, in nats": marked("Surprisal of the character that came next, in nats"),
    "The %(surprisal)s of the word that came next: the lower, the better it was foreseen.": marked(
        "The %(surprisal)s of the character that came next: the lower, the better it was foreseen."
    ),
    "The current word; it follows each step.": marked("The current character; it follows each step."),
    "The influences are being computed: a sentence of {n} words has {pairs} pairs of them.": marked(
        "The influences are being computed: a sentence of {n} characters has {pairs} pairs of them."
    ),
    (
        "The largest |λ|: left to {letter} alone, every direction of the state fades, to at most {value} "
        "of itself with every word."
    ): marked(
        "The largest |λ|: left to {letter} alone, every direction of the state fades, to at most "
        "{value} of itself with every character."
    ),
    (
        "The largest |λ|: left to {letter} alone, some direction of the state grows {value}-fold with "
        "every word, and only φ holds it."
    ): marked(
        "The largest |λ|: left to {letter} alone, some direction of the state grows {value}-fold with "
        "every character, and only φ holds it."
    ),
    "The likeliest next word; it follows each step.": marked("The likeliest next character; it follows each step."),
    (
        "The likeliest words of each, with the probability that both give them. How far apart two "
        "predictions are is told by their %(divergence)s: 0 bits where they are the same, 1 where no word "
        "is possible in both."
    ): marked(
        "The likeliest characters of each, with the probability that both give them. How far apart two"
        " predictions are is told by their %(divergence)s: 0 bits where they are the same, 1 where no "
        "character is possible in both."
    ),
    (
        "The network adds what it reads now to what it remembers. %(W)s decides how much the word counts, "
        "%(U)s how much the memory; both were set once, in training, and serve every word. The bars are "
        "%(norms)s."
    ): marked(
        "The network adds what it reads now to what it remembers. %(W)s decides how much the character"
        " counts, %(U)s how much the memory; both were set once, in training, and serve every "
        "character. The bars are %(norms)s."
    ),
    "The network before any word: a hidden state of zeros, and one cell that waits for a word.": marked(
        "The network before any character: a hidden state of zeros, and one cell that waits for a character."
    ),
    "The network unrolled over {count} words, one column for each: a strip of {units} units, h(t).": marked(
        "The network unrolled over {count} characters, one column for each: a strip of {units} units, h(t)."
    ),
    (
        "The numbers of {name}, {torch}: the arrow keys go from one to the next, Enter looks up the word of the row."
    ): marked(
        "The numbers of {name}, {torch}: the arrow keys go from one to the next, Enter looks up the "
        "character of the row."
    ),
    "The other word": marked("The other character"),
    "The pinned next word.": marked("The pinned next character."),
    "The sentence is empty: type one, and see what is remembered of each word.": marked(
        "The sentence is empty: type one, and see what is remembered of each character."
    ),
    "The sentence is empty; find a word above.": marked("The sentence is empty; find a character above."),
    (
        "The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the word helped "
        "to foresee it."
    ): marked(
        "The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the "
        "character helped to foresee it."
    ),
    (
        "The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the word made it"
        " harder to foresee."
    ): marked(
        "The surprisal at “{word}” would be {after} rather than {before} nats ({change}): the "
        "character made it harder to foresee."
    ),
    "The surprisal at “{word}” would stay {before} nats: the word made no difference.": marked(
        "The surprisal at “{word}” would stay {before} nats: the character made no difference."
    ),
    (
        "The triangle: left and right change the time stamp, up and down the earlier word, Enter does "
        "without that word."
    ): marked(
        "The triangle: left and right change the time stamp, up and down the earlier character, Enter "
        "does without that character."
    ),
    "The word to leave out is not a number in this link; the first is left out.": marked(
        "The character to leave out is not a number in this link; the first is left out."
    ),
    "The words of the sentence": marked("The characters of the sentence"),
    (
        "This is {softmax}: Σ adds up exp y of all {count} words but <unk>, which is never predicted. The "
        "bar is the whole; the dark part of it is this word's share."
    ): marked(
        "This is {softmax}: Σ adds up exp y of all {count} characters but <unk>, which is never "
        "predicted. The bar is the whole; the dark part of it is this character's share."
    ),
    "This network's words have no dimension {asked}; their dimensions are 0 to {last}.": marked(
        "This network's characters have no dimension {asked}; their dimensions are 0 to {last}."
    ),
    "Type a sentence and watch a recurrent network read it, one word at a time.": marked(
        "Type a sentence and watch a recurrent network read it, one character at a time."
    ),
    "Type the word that is to be read instead.": marked("Type the character that is to be read instead."),
    (
        "Unit {unit} at time stamp {t}, the word “{word}”, as the perceptron it is: an edge from every "
        "number that enters, as wide as its term is large. Orange adds, blue takes away."
    ): marked(
        "Unit {unit} at time stamp {t}, the character “{word}”, as the perceptron it is: an edge from "
        "every number that enters, as wide as its term is large. Orange adds, blue takes away."
    ),
    (
        "Unit {unit} at time stamp {t}, the word “{word}”. Every product that enters it, of gates, states and weights, "
        "the largest first. Each bar starts where the last ended."
    ): marked(
        "Unit {unit} at time stamp {t}, the character “{word}”. Every product that enters it, of gates, states and "
        "weights, the largest first. Each bar starts where the last ended."
    ),
    (
        "Unit {unit} at time stamp {t}, the word “{word}”. Every product that enters its sum, the largest "
        "first, under the weight it came through. Each bar starts where the last ended."
    ): marked(
        "Unit {unit} at time stamp {t}, the character “{word}”. Every product that enters its sum, the"
        " largest first, under the weight it came through. Each bar starts where the last ended."
    ),
    "What each unit takes from the word: row i weighs the numbers of x(t) for unit i.": marked(
        "What each unit takes from the character: row i weighs the numbers of x(t) for unit i."
    ),
    (
        "What would the network say now, had one word not been there? Words after a deleted one are read "
        "one time stamp earlier; what is said after the same word is compared."
    ): marked(
        "What would the network say now, had one character not been there? Characters after a deleted "
        "one are read one time stamp earlier; what is said after the same character is compared."
    ),
    "Which word to do without": marked("Which character to do without"),
    "Without its only word so far, the network has not read anything yet, and says nothing.": marked(
        "Without its only character so far, the network has not read anything yet, and says nothing."
    ),
    "Without one word": marked("Without one character"),
    "Words that begin so": marked("Characters that begin so"),
    "another word": marked("another character"),
    "before the first word": marked("before the first character"),
    "in a figure or a list: the unit, word or term above, the one below": marked(
        "in a figure or a list: the unit, character or term above, the one below"
    ),
    "in the triangle: do without that word": marked("in the triangle: do without that character"),
    "in the triangle: the word before, the word after": marked(
        "in the triangle: the character before, the character after"
    ),
    "most likely next word": marked("most likely next character"),
    "next word": marked("next character"),
    "next word {word}, {percent}": marked("next character {word}, {percent}"),
    "no words yet": marked("no characters yet"),
    "number {at} of the word’s vector": marked("number {at} of the character’s vector"),
    "the word": marked("the character"),
    "they expect quite different words": marked("they expect quite different characters"),
    "time stamp {t}, '{word}': most likely next word '{next}', {percent} percent": marked(
        "time stamp {t}, '{word}': most likely next character '{next}', {percent} percent"
    ),
    "what unit {row} takes from number {col} of the word": marked(
        "what unit {row} takes from number {col} of the character"
    ),
    "word": marked("character"),
    "words: the commonest first": marked("characters: the commonest first"),
    "words: those like the marked one first": marked("characters: those like the marked one first"),
    (
        "{title}: first below a tenth at k = {k}, the word “{word}”, but farther back it rises above it again; at the "
        "beginning {left} is left."
    ): marked(
        "{title}: first below a tenth at k = {k}, the character “{word}”, but farther back it rises above it again; at "
        "the beginning {left} is left."
    ),
    (
        "{title}: from k = {k} on, the word “{word}”. So far back and farther a word teaches the network less than a "
        "tenth of what “{now}” does; at the beginning {left} is left."
    ): marked(
        "{title}: from k = {k} on, the character “{word}”. So far back and farther a character teaches the network "
        "less than a tenth of what “{now}” does; at the beginning {left} is left."
    ),
    "{title}: “{word}” is the first word, and there is nothing farther back.": marked(
        "{title}: “{word}” is the first character, and there is nothing farther back."
    ),
    "{name}: no known word came next": marked("{name}: no known character came next"),
    "{title}: no known word came next, so there is no loss to follow back.": marked(
        "{title}: no known character came next, so there is no loss to follow back."
    ),
    (
        "{title}: not within this sentence; at its beginning, {t} back, {left} of the gradient is left, so"
        " training still hears of every word."
    ): marked(
        "{title}: not within this sentence; at its beginning, {t} back, {left} of the gradient is "
        "left, so training still hears of every character."
    ),
    "{word} are not among the {size} words this model knows; each reads <unk>.": marked(
        "{word} are not among the {size} characters this model knows; each reads <unk>."
    ),
    "{word} is not among the {size} words this model knows; it reads <unk>.": marked(
        "{word} is not among the {size} characters this model knows; it reads <unk>."
    ),
    (
        "“{word}” as the word after time stamp {t}. Each unit of h({t}) times its weight to this word, the"
        " largest first, and the word's bias: they add up to its {logit} y."
    ): marked(
        "“{word}” as the character after time stamp {t}. Each unit of h({t}) times its weight to this "
        "character, the largest first, and the character's bias: they add up to its {logit} y."
    ),
    "“{word}” is the first word: there is nothing before it to remember.": marked(
        "“{word}” is the first character: there is nothing before it to remember."
    ),
    ("“{word}”, time stamp {t}: of the words before it, “{other}” moves the state most, {name} = {value}."): marked(
        "“{word}”, time stamp {t}: of the characters before it, “{other}” moves the state most, {name} = {value}."
    ),
}
"""A text about words -> the same about characters."""
