//! Shorter names for the variables of a built-in script.
//!
//! Comes in: a script without comments, and where its strings, texts and regular expressions are. Goes out: the same program. What always holds: as a variable a name is either another
//! everywhere in the script or nowhere, and no two become one; so scopes need not be known. It is another only where some place declares it and no place exports it, and where it is not the
//! browser's own. Properties keep their names: what is both, as in `{ name }`, becomes `{ name: n }`.

use std::cmp::Reverse;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

/// Names of the browser that scripts also give to their own variables; and those that mean something to the language in some places, `const of` or not.
const KEPT: [&str; 34] = [
    "as",
    "async",
    "await",
    "close",
    "crypto",
    "document",
    "event",
    "fetch",
    "find",
    "focus",
    "from",
    "get",
    "globalThis",
    "history",
    "length",
    "let",
    "location",
    "name",
    "navigator",
    "of",
    "open",
    "origin",
    "parent",
    "performance",
    "screen",
    "scroll",
    "self",
    "set",
    "static",
    "status",
    "stop",
    "top",
    "window",
    "yield",
];

#[derive(Debug, Clone, PartialEq, Eq)]
enum Token {
    Word(Range<usize>),
    /// A sign; `…` for `...`, `.` for `?.`, `→` for `=>`.
    Sign(char),
    /// A string, a text or a regular expression.
    Literal,
}

/// What a bracket opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Bracket {
    Round,
    Square,
    Block,
    /// Or what is taken out of one.
    Object,
    Class,
    /// Names that other modules know.
    Shared,
}

/// A word, and the bracket that it stands in: its kind, and whether it binds names.
struct Place {
    at: usize,
    inside: Option<(Bracket, bool)>,
}

/// What a word is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Use {
    Variable,
    Property,
    /// Both: `{ name }`.
    Short,
}

/// The script with shorter names. `literals` are in order.
pub(super) fn shortened(script: &str, literals: &[Range<usize>]) -> String {
    let tokens = tokens(script, literals);
    let words = Words::of(script, &tokens);
    let renamed = words.renamed();
    let mut short = String::with_capacity(script.len());
    let mut end = 0;
    for (range, of) in &words.uses {
        let Some(name) = renamed.get(&script[range.clone()]).filter(|_| *of != Use::Property) else {
            continue;
        };
        short.push_str(&script[end..range.start]);
        if *of == Use::Short {
            short.push_str(&script[range.clone()]);
            short.push(':');
        }
        short.push_str(name);
        end = range.end;
    }
    short + &script[end..]
}

/// The words of a script.
struct Words<'s> {
    script: &'s str,
    uses: Vec<(Range<usize>, Use)>,
    declared: BTreeSet<&'s str>,
    kept: BTreeSet<&'s str>,
}

impl<'s> Words<'s> {
    fn of(script: &'s str, tokens: &[Token]) -> Self {
        let mut words =
            Self { script, uses: Vec::new(), declared: BTreeSet::new(), kept: BTreeSet::from(KEPT) };
        for Place { at, inside } in places(script, tokens) {
            words.push(tokens, at, inside);
        }
        words
    }

    /// Takes the word at a place.
    fn push(&mut self, tokens: &[Token], at: usize, inside: Option<(Bracket, bool)>) {
        let Some(Token::Word(range)) = tokens.get(at) else { return };
        let name = &self.script[range.clone()];
        let word = |at: Option<usize>| word_at(self.script, tokens, at);
        let before = |back: usize| word(at.checked_sub(back));
        let sign = |place: Option<usize>| match place.and_then(|place| tokens.get(place)) {
            Some(Token::Sign(sign)) => *sign,
            _ => ' ',
        };
        let (previous, next) = (sign(at.checked_sub(1)), sign(Some(at + 1)));
        // Of a generator the star stands between `function` and its name.
        let back = if previous == '*' && before(2) == "function" { 2 } else { 1 };
        let is_bound = matches!(before(back), "const" | "let" | "function" | "class");
        let is_exported = is_bound && (before(back + 1) == "export" || before(back + 2) == "export");
        let is_method = matches!(before(1), "async" | "get" | "set" | "static")
            || (previous == '*' && back == 1 && before(2) != "yield");
        let (bracket, binds) = inside.unzip();
        let of = match bracket {
            _ if name.starts_with('#') => Use::Variable,
            _ if previous == '.' => Use::Property,
            Some(Bracket::Class) if "{};".contains(previous) || is_method => Use::Property,
            Some(Bracket::Object) if is_method && next == '(' => Use::Property,
            Some(Bracket::Object) if "{,".contains(previous) => match next {
                ':' | '(' => Use::Property,
                ',' | '}' | '=' => Use::Short,
                _ => Use::Variable,
            },
            _ => Use::Variable,
        };
        let is_in_list = "(,[{:…".contains(previous) && ",)]}=".contains(next) && binds == Some(true);
        if name.starts_with('#') || is_bound || next == '→' || (is_in_list && of != Use::Property) {
            self.declared.insert(name);
        }
        if is_exported || bracket == Some(Bracket::Shared) || before(1) == "as" || word(Some(at + 1)) == "as"
        {
            self.kept.insert(name);
        }
        self.uses.push((range.clone(), of));
    }

    /// By name: the shorter one.
    fn renamed(&self) -> BTreeMap<&'s str, String> {
        // How often it stands as a variable, and how often as both.
        let mut counts: BTreeMap<&str, (usize, usize)> = BTreeMap::new();
        for (range, of) in &self.uses {
            let count = counts.entry(&self.script[range.clone()]).or_default();
            match of {
                Use::Variable => count.0 += 1,
                Use::Short => count.1 += 1,
                Use::Property => {}
            }
        }
        let mut names: Vec<&str> = self.declared.difference(&self.kept).copied().collect();
        names.sort_by_key(|name| (Reverse(counts[name]), *name));
        let free = |prefix| short_names(prefix).filter(|name| !counts.contains_key(name.as_str())).peekable();
        let mut free = [free(""), free("#")];
        let short = |name: &'s str| {
            let free = &mut free[usize::from(name.starts_with('#'))];
            let length = free.peek()?.len();
            let (variable, both) = counts[name];
            let gained = variable * name.len().saturating_sub(length);
            (gained > both * (length + 1)).then(|| free.next()).flatten().map(|short| (name, short))
        };
        names.into_iter().filter_map(short).collect()
    }
}

/// The word at a place; nothing where there is another token.
fn word_at<'s>(script: &'s str, tokens: &[Token], at: Option<usize>) -> &'s str {
    match at.and_then(|at| tokens.get(at)) {
        Some(Token::Word(range)) => &script[range.clone()],
        _ => "",
    }
}

/// Names of one letter, then of two.
fn short_names(prefix: &'static str) -> impl Iterator<Item = String> {
    let letters = || ('a'..='z').chain('A'..='Z');
    let one = letters().map(|letter| letter.to_string());
    let two = letters().flat_map(move |first| letters().map(move |second| format!("{first}{second}")));
    one.chain(two)
        .filter(|name| !matches!(name.as_str(), "as" | "do" | "if" | "in" | "of"))
        .map(move |name| format!("{prefix}{name}"))
}

/// The words, each with the bracket that it stands in.
fn places(script: &str, tokens: &[Token]) -> Vec<Place> {
    let closing = closing(tokens);
    let mut open: Vec<(Bracket, bool)> = Vec::new();
    let mut is_class = false;
    let mut places = Vec::new();
    for (at, token) in tokens.iter().enumerate() {
        let before = at.checked_sub(1);
        let word = word_at(script, tokens, before);
        let sign = before.map_or(Some(';'), |before| match tokens[before] {
            Token::Sign(sign) => Some(sign),
            _ => None,
        });
        // What is a pattern in a pattern.
        let is_in_pattern = matches!(word, "const" | "let")
            || (open.last().is_some_and(|(_, binds)| *binds)
                && sign.is_some_and(|sign| "(,[…:".contains(sign)));
        match token {
            Token::Word(range) => {
                let is_key = tokens.get(at + 1) == Some(&Token::Sign(':')) || sign == Some('.');
                is_class |= &script[range.clone()] == "class" && !is_key;
                places.push(Place { at, inside: open.last().copied() });
            }
            Token::Sign('{') => {
                let back = |back: usize| word_at(script, tokens, at.checked_sub(back));
                let is_block = sign.is_some_and(|sign| ")→{};".contains(sign))
                    || (sign == Some(':') && (back(2) == "default" || back(3) == "case"))
                    || matches!(word, "else" | "try" | "catch" | "finally" | "do" | "static");
                let bracket = match word {
                    _ if is_class => Bracket::Class,
                    "import" | "export" => Bracket::Shared,
                    _ if is_block => Bracket::Block,
                    _ => Bracket::Object,
                };
                open.push((bracket, bracket == Bracket::Object && is_in_pattern));
                is_class = false;
            }
            Token::Sign('(') => {
                let after = closing.get(&at).and_then(|close| tokens.get(close + 1));
                let is_condition = matches!(word, "if" | "for" | "while" | "switch");
                let binds = match after {
                    Some(Token::Sign('→')) => true,
                    Some(Token::Sign('{')) => !is_condition,
                    _ => false,
                };
                open.push((Bracket::Round, binds));
            }
            Token::Sign('[') => open.push((Bracket::Square, is_in_pattern)),
            Token::Sign(')' | ']' | '}') => {
                open.pop();
            }
            Token::Sign(_) | Token::Literal => {}
        }
    }
    places
}

/// By the place of an opening bracket: that of the one that closes it.
fn closing(tokens: &[Token]) -> BTreeMap<usize, usize> {
    let mut open = Vec::new();
    let mut closing = BTreeMap::new();
    for (at, token) in tokens.iter().enumerate() {
        match token {
            Token::Sign('(' | '[' | '{') => open.push(at),
            Token::Sign(')' | ']' | '}') => {
                closing.extend(open.pop().map(|start| (start, at)));
            }
            _ => {}
        }
    }
    closing
}

fn tokens(script: &str, literals: &[Range<usize>]) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut literals = literals.iter().peekable();
    let mut at = 0;
    while let Some(letter) = script[at..].chars().next() {
        if let Some(literal) = literals.next_if(|literal| literal.start <= at) {
            tokens.push(Token::Literal);
            at = literal.end.max(at);
            continue;
        }
        let rest = &script[at..];
        let is_of_word = |letter: char| letter.is_alphanumeric() || "_$".contains(letter);
        let (length, token) = if is_of_word(letter) || letter == '#' {
            let first = letter.len_utf8();
            let length =
                rest[first..].find(|letter| !is_of_word(letter)).map_or(rest.len(), |end| end + first);
            let is_number = letter.is_ascii_digit();
            (length, if is_number { Token::Literal } else { Token::Word(at..at + length) })
        } else if rest.starts_with("...") {
            (3, Token::Sign('…'))
        } else if rest.starts_with("=>") {
            (2, Token::Sign('→'))
        } else if rest.starts_with("?.") {
            (2, Token::Sign('.'))
        } else {
            (letter.len_utf8(), Token::Sign(letter))
        };
        if !letter.is_whitespace() {
            tokens.push(token);
        }
        at += length;
    }
    tokens
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(script: &str) -> String {
        shortened(script, &[])
    }

    #[test]
    fn variables_have_shorter_names_and_properties_keep_theirs() {
        let script = "const word=1;const list=(first,[second])=>{for(const part of second)word+first(part,{part:word,...first});};list(word);";
        assert_eq!(of(script), "const a=1;const c=(b,[e])=>{for(const d of e)a+b(d,{part:a,...b});};c(a);");
        assert_eq!(
            of(
                "const{words,frequency:count,other=words}=entry;words(count,other,words);count.words;x?words:count;"
            ),
            "const{words:a,frequency:b,other:c=a}=entry;a(b,c,a);b.words;x?a:b;"
        );
        assert_eq!(
            of("class Kept{#own=1;field=2;get size(){return this.#own+this.size;}}export{Kept};"),
            "class Kept{#a=1;field=2;get size(){return this.#a+this.size;}}export{Kept};"
        );
        assert_eq!(
            of(
                "function*each(item){yield*each(item);}async function wait(item){switch(item){case item:{each(item);}}}"
            ),
            "function*b(a){yield*b(a);}async function c(a){switch(a){case a:{b(a);}}}"
        );
        assert_eq!(
            of("const made={class:1,made(){},set:2};if(made){made();}"),
            "const a={class:1,made(){},set:2};if(a){a();}"
        );
    }

    #[test]
    fn what_others_name_keeps_its_name() {
        for script in [
            "export const open=1;export class Engine{}export async function search(){}export function*every(){}",
            "import{first as other}from\"./x.js\";let{one,two}=other;",
            "const fetch=1;const location=fetch;",
            "const of=1;for(const a of[of])a;",
            "run(document,value);",
            "class A{value(){}static other(){}async third(){}*fourth(){}}new A;export{A};function third(){}export{third};",
        ] {
            let quoted: Vec<_> = script.find("\"./x.js\"").map(|at| at..at + 8).into_iter().collect();
            assert_eq!(shortened(script, &quoted), script);
        }
    }

    #[test]
    fn literals_stay() {
        let script = "const name1=`name1 ${name1} name1`;const é1=/name1/;";
        let at = |text: &str| script.find(text).unwrap();
        let literals = [
            at("`name1 ${")..at("`name1 ${") + 9,
            at("} name1`")..at("} name1`") + 8,
            at("/name1/")..at("/name1/") + 7,
        ];
        assert_eq!(shortened(script, &literals), "const a=`name1 ${a} name1`;const b=/name1/;");
    }

    #[test]
    fn what_is_not_a_script_does_no_harm() {
        for script in ["", ")", "}]", "([{", "#", "const", "class{", "é#é", "const(", "...=>?."] {
            of(script);
        }
    }
}
