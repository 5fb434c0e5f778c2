// What readers of an archive of talks type, and queries for known talks, the same on every machine.

const one = (q, need) => ({ q, need: need.split(" ") });
/** Each with the beginnings of words that a relevant talk has. */
export const REALISTIC = [
  one("django", "django"),
  one("pandas", "pandas"),
  one("kubernetes", "kubernetes"),
  one("asyncio", "asyncio"),
  one("documentation", "documentation"),
  one("accessibility", "accessib"),
  one("machine learning", "machine learning"),
  one("type hints mypy", "type hint mypy"),
  one("deploy django docker", "deploy django docker"),
  one("natural language processing", "natural language process"),
  one("property based testing hypothesis", "propert based test hypothesis"),
  one("how to write fast tests", "write fast test"),
  one("raymond hettinger", "raymond hettinger"),
  one("guido van rossum", "guido van rossum"),
  one("pycon us 2019 packaging", "pycon us 2019 packag"),
  one("kuber", "kuber"),
  one("micropy", "micropy"),
  one("data visuali", "data visuali"),
  one("kuberntes", "kubernetes"),
  one("djnago", "django"),
  one("asynico", "asyncio"),
  one("machine lerning", "machine learning"),
  one("programacion", "programacion"),
  one("introduccion a python", "introduccion python"),
  one("donnees", "donnees"),
  one("apresentacao", "apresentacao"),
];

/** Marsaglia's xorshift32. */
function random(seed) {
  let state = seed;
  return (below) => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) % below;
  };
}

/** Three words of a title in its order, and the same with a mistake in one of them. */
export function knownItems(talks, count) {
  const next = random(20260601);
  const wordsOf = ({ title }) => [...new Set(title.toLowerCase().match(/\p{L}{4,}/gu) ?? [])];
  const pool = talks.filter((talk) => wordsOf(talk).length >= 3);
  return Array.from({ length: Math.min(count, pool.length) }, () => {
    const talk = pool.splice(next(pool.length), 1)[0];
    const words = wordsOf(talk);
    while (words.length > 3) words.splice(next(words.length), 1);
    const typo = [...words];
    const longest = typo.indexOf(typo.reduce((a, b) => (b.length > a.length ? b : a)));
    typo[longest] = mistaken(typo[longest], next);
    return { slug: talk.slug, q: words.join(" "), typo: typo.join(" ") };
  });
}

/** A letter less, more, other, or two swapped; never the first. */
function mistaken(word, next) {
  const letters = [...word];
  const at = 1 + next(letters.length - 1);
  const letter = String.fromCharCode(97 + next(26));
  const kind = next(4);
  if (kind === 0) letters.splice(at, 1);
  else if (kind === 1) letters.splice(at, 0, letter);
  else if (kind === 2 && at + 1 < letters.length) letters.splice(at, 2, letters[at + 1], letters[at]);
  else letters[at] = letter;
  return letters.join("");
}

/** Plain English, as readers of an archive type it. */
export const ENGLISH = [
  "machine learning",
  "testing with mocks",
  "web scraping",
  "data analysis",
  "introduction to pandas",
  "concurrency",
  "how to write documentation",
  "deploy django",
  "code review",
  "security of web applications",
  "natural language processing",
  "packaging and distribution",
  "teaching children to program",
  "open source community",
  "performance profiling",
  "databases and migrations",
  "games with python",
  "static types",
  "open data for cities",
  "continuous integration",
];

/** Four and five words of a title that follow one another. */
export function phrasesOf(talks, count) {
  const next = random(20261201);
  const wordsOf = ({ title }) => title.match(/[\p{L}\p{N}][\p{L}\p{N}\p{M}]*[+#]*/gu) ?? [];
  const pool = talks.filter((talk) => wordsOf(talk).length >= 5);
  return Array.from({ length: Math.min(count, pool.length) }, () => {
    const talk = pool.splice(next(pool.length), 1)[0];
    const words = wordsOf(talk);
    const phrase = (length) => {
      const at = next(words.length - length + 1);
      return { slug: talk.slug, phrase: words.slice(at, at + length).join(" ") };
    };
    return [phrase(4), phrase(5)];
  }).flat();
}
