// Prints the common passwords that zxcvbn ranks guesses by, one a line: each, and each that is too short to be taken,
// repeated until it is long enough. The argument is the package that holds them.
const SHORTEST = 12;

const words = require(process.argv[2]).dictionary.passwords;
if (!(words.length >= 10_000)) throw new Error("zxcvbn's list has become short");
const longEnough = (word) => word.repeat(Math.ceil(SHORTEST / word.length));
process.stdout.write([...new Set(words.flatMap((word) => [word, longEnough(word)]))].sort().join("\n") + "\n");
