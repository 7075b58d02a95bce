//! HTML of our own writer as a tree that the typesetter's sheets walk.
//!
//! Comes in: HTML as it stands in the document. Goes out: JSON in which words are strings and every other piece is an
//! object whose `e` says what it is. Words stay words: no sheet ever reads them as anything else. Nothing can go
//! wrong: an element that is not known here gives its words, and so does what lies too deep.

use std::collections::BTreeSet;

use serde_json::{Value, json};

use super::markup::{Element, Node, elements};
use super::space::trimmed;

/// How many elements may lie in each other: the typesetter counts what lies deeper as a fault.
const DEEPEST: usize = 12;

/// What is read of a document so far.
#[derive(Debug, Default)]
pub(super) struct Prose {
    /// The ids that were given.
    pub(super) ids: BTreeSet<String>,
    /// The addresses of the pictures that were met.
    pub(super) pictures: BTreeSet<String>,
    /// The level of the heading before.
    level: usize,
}

impl Prose {
    /// A part begins: its title is a heading of the first level.
    pub(super) fn part(&mut self, id: &str) -> Value {
        self.level = 1;
        self.id(Some(id))
    }

    /// The level of a heading that asks for one: no level may be left out on the way down.
    pub(super) fn level(&mut self, asked: usize) -> usize {
        self.level = asked.clamp(2, self.level.max(1) + 1);
        self.level
    }

    /// An id, where it was not given before.
    pub(super) fn id(&mut self, id: Option<&str>) -> Value {
        id.filter(|id| !id.is_empty() && self.ids.insert((*id).to_owned())).map_or(Value::Null, Value::from)
    }

    /// HTML of whole paragraphs.
    pub(super) fn blocks(&mut self, html: &str) -> Vec<Value> {
        self.laid_out(&elements(html), 0)
    }

    /// HTML of a sentence.
    pub(super) fn sentence(&mut self, html: &str) -> Vec<Value> {
        self.inline(&elements(html), 0)
    }

    fn laid_out(&mut self, nodes: &[Node], depth: usize) -> Vec<Value> {
        let mut out = Vec::new();
        // Words that stand beside blocks are paragraphs of their own.
        let mut loose: Vec<Node> = Vec::new();
        for node in nodes {
            match node {
                Node::Element(element) if is_block(element) && depth < DEEPEST => {
                    self.paragraph(&mut out, &mut loose, depth);
                    let block = self.block(element, depth + 1);
                    out.push(block);
                }
                other => loose.push(other.clone()),
            }
        }
        self.paragraph(&mut out, &mut loose, depth);
        out
    }

    fn paragraph(&mut self, out: &mut Vec<Value>, loose: &mut Vec<Node>, depth: usize) {
        let words = self.inline(&std::mem::take(loose), depth);
        if !words.is_empty() {
            out.push(json!({"e": "p", "id": null, "of": "", "c": words}));
        }
    }

    fn block(&mut self, element: &Element, depth: usize) -> Value {
        let id = self.id(element.attribute("id"));
        let of = element.attribute("class").unwrap_or_default();
        let inside = &element.children;
        match element.name.as_str() {
            "p" | "figcaption" | "dt" | "summary" => {
                let of = if element.name == "p" { of } else { "caption" };
                json!({"e": "p", "id": id, "of": of, "c": self.inline(inside, depth)})
            }
            "ul" | "ol" => {
                let start = element.attribute("start").and_then(|start| start.parse::<u32>().ok()).unwrap_or(1);
                let items = inside.iter().filter_map(Node::element);
                let items: Vec<Value> = items
                    .map(|item| json!({"id": self.id(item.attribute("id")), "c": self.laid_out(&item.children, depth)}))
                    .collect();
                json!({"e": "list", "id": id, "ordered": element.name == "ol", "start": start, "items": items})
            }
            "table" => self.table(element, id, depth),
            "blockquote" => json!({"e": "quote", "id": id, "c": self.laid_out(inside, depth)}),
            "pre" => json!({"e": "code", "id": id, "c": element.words()}),
            "hr" => json!({"e": "rule", "id": id}),
            "figure" if of == "picture" => self.picture(element, id, depth),
            name => match name.strip_prefix('h').and_then(|level| level.parse::<usize>().ok()) {
                // The title of the assessment is no part of the document's own levels.
                Some(level) => {
                    json!({"e": "h", "id": id, "level": self.level(level.saturating_sub(1)), "c": self.inline(inside, depth)})
                }
                None => json!({"e": "group", "id": id, "of": of, "c": self.laid_out(inside, depth)}),
            },
        }
    }

    fn picture(&mut self, element: &Element, id: Value, depth: usize) -> Value {
        let all = element.within();
        let picture = all.iter().find(|one| one.name == "img");
        let said = |name: &str| picture.and_then(|picture| picture.attribute(name)).unwrap_or_default().to_owned();
        let caption = all.iter().find(|one| one.name == "figcaption");
        let caption = caption.map(|caption| self.inline(&caption.children, depth)).unwrap_or_default();
        let size = |name: &str| said(name).parse::<f64>().ok().filter(|size| *size > 0.0).unwrap_or(1.0);
        self.pictures.insert(said("src"));
        json!({
            "e": "picture", "id": id, "src": said("src"), "alt": said("alt"),
            "width": size("width"), "high": size("height") / size("width"), "c": caption,
        })
    }

    fn table(&mut self, element: &Element, id: Value, depth: usize) -> Value {
        let all = element.within();
        let caption = all.iter().find(|one| one.name == "caption");
        let caption = caption.map(|caption| self.inline(&caption.children, depth)).unwrap_or_default();
        let mut rows: Vec<Vec<Value>> = Vec::new();
        let mut heads = 0;
        for row in all.iter().filter(|one| one.name == "tr") {
            let cells: Vec<&Element> = row
                .children
                .iter()
                .filter_map(Node::element)
                .filter(|cell| ["td", "th"].contains(&cell.name.as_str()))
                .collect();
            let is_head = cells.iter().all(|cell| cell.name == "th");
            heads += usize::from(is_head && heads == rows.len());
            let cell = |cell: &&Element| {
                json!({
                    "head": cell.name == "th",
                    "number": cell.attribute("class").is_some_and(|of| of.contains("number")),
                    "c": self.inline(&cell.children, depth),
                })
            };
            rows.push(cells.iter().map(cell).collect());
        }
        let columns = rows.iter().map(Vec::len).max().unwrap_or(0);
        for row in &mut rows {
            row.resize(columns, json!({"head": false, "number": false, "c": []}));
        }
        let body = rows.split_off(heads);
        json!({"e": "table", "id": id, "caption": caption, "columns": columns, "head": rows, "rows": body})
    }

    fn inline(&mut self, nodes: &[Node], depth: usize) -> Vec<Value> {
        let mut out = Vec::new();
        self.words(nodes, depth, &mut out);
        trimmed(out)
    }

    fn words(&mut self, nodes: &[Node], depth: usize, out: &mut Vec<Value>) {
        for node in nodes {
            let element = match node {
                Node::Words(words) => {
                    out.push(Value::from(words.as_str()));
                    continue;
                }
                Node::Element(element) => element,
            };
            // The way back of a note is for screens.
            if element.attribute("role") == Some("doc-backlink") {
                continue;
            }
            if let Value::String(id) = self.id(element.attribute("id")) {
                out.push(json!({"e": "anchor", "id": id}));
            }
            let kind = match element.name.as_str() {
                "em" | "i" | "cite" => "em",
                "strong" | "b" => "strong",
                "code" => "mono",
                "sup" => "sup",
                "sub" => "sub",
                "s" | "del" => "struck",
                "a" => "a",
                "br" => {
                    out.push(json!({"e": "br"}));
                    continue;
                }
                "img" => {
                    out.push(Value::from(element.attribute("alt").unwrap_or_default()));
                    continue;
                }
                _ => "",
            };
            if kind.is_empty() || depth >= DEEPEST {
                // Words of blocks do not run into each other.
                let apart = is_block(element);
                out.extend(apart.then(|| Value::from(" ")));
                self.words(&element.children, depth, out);
                out.extend(apart.then(|| Value::from(" ")));
                continue;
            }
            let mut inside = Vec::new();
            self.words(&element.children, depth + 1, &mut inside);
            if inside.is_empty() {
                continue;
            }
            out.push(match element.attribute("href").filter(|_| kind == "a") {
                Some(to) => json!({"e": "a", "to": to, "c": inside}),
                None if kind == "a" => json!({"e": "plain", "c": inside}),
                None => json!({"e": kind, "c": inside}),
            });
        }
    }
}

/// Whether an element stands by itself and not within a line.
fn is_block(element: &Element) -> bool {
    const BLOCKS: [&str; 27] = [
        "article",
        "aside",
        "blockquote",
        "caption",
        "dd",
        "details",
        "div",
        "dl",
        "dt",
        "figcaption",
        "figure",
        "footer",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "header",
        "hr",
        "li",
        "ol",
        "p",
        "pre",
        "section",
        "table",
        "ul",
    ];
    BLOCKS.contains(&element.name.as_str()) || element.name == "summary" || element.name == "tr"
}

#[cfg(test)]
mod tests {
    use super::*;

    fn blocks(html: &str) -> Value {
        Value::Array(Prose::default().blocks(html))
    }

    #[test]
    fn paragraphs_and_what_stands_in_a_line_become_a_tree() {
        assert_eq!(
            blocks(
                "<p id=\"a\">It is  <em>very\n<strong>low</strong> </em>: <data value=\"8\">8</data>&nbsp;&amp; <a href=\"#b\">more</a>.</p>\n"
            ),
            json!([{"e": "p", "id": "a", "of": "", "c": [
                "It is ", {"e": "em", "c": ["very ", {"e": "strong", "c": ["low"]}, " "]}, ": 8\u{a0}& ",
                {"e": "a", "to": "#b", "c": ["more"]}, "."
            ]}])
        );
    }

    #[test]
    fn levels_of_headings_leave_none_out() {
        let mut prose = Prose::default();
        prose.part("p");
        let levels = |found: Vec<Value>| found.iter().map(|one| one["level"].as_u64().unwrap()).collect::<Vec<_>>();
        assert_eq!(levels(prose.blocks("<h5>a</h5><h3>b</h3><h6>c</h6><h6>d</h6><h1>e</h1>")), [2, 2, 3, 4, 2]);
        assert_eq!(prose.level(3), 3);
    }

    #[test]
    fn lists_tables_and_pictures_keep_their_parts() {
        assert_eq!(
            blocks("<ol start=\"3\">\n<li>One</li>\n<li><p>Two</p><ul><li>deep</li></ul></li></ol>")[0]["items"],
            json!([
                {"id": null, "c": [{"e": "p", "id": null, "of": "", "c": ["One"]}]},
                {"id": null, "c": [
                    {"e": "p", "id": null, "of": "", "c": ["Two"]},
                    {"e": "list", "id": null, "ordered": false, "start": 1, "items": [
                        {"id": null, "c": [{"e": "p", "id": null, "of": "", "c": ["deep"]}]}
                    ]}
                ]}
            ])
        );
        let table = &blocks(
            "<section class=\"scroll\"><table><caption>C</caption><thead><tr><th>A</th><th class=\"number\">N</th></tr></thead><tbody><tr><th scope=\"row\">x</th><td class=\"number\">1</td></tr><tr><td>only</td></tr></tbody></table></section>",
        )[0]["c"][0];
        assert_eq!(table["columns"], 2);
        assert_eq!(table["head"][0][1], json!({"head": true, "number": true, "c": ["N"]}));
        assert_eq!(
            table["rows"][1],
            json!([{"head": false, "number": false, "c": ["only"]}, {"head": false, "number": false, "c": []}])
        );
        let picture = &blocks(
            "<figure class=\"picture\"><img src=\"../a.jpg\" width=\"200\" height=\"100\" alt=\"A &quot;b&quot;\"><figcaption>Under it</figcaption></figure>",
        )[0];
        assert_eq!(picture["high"], 0.5);
        assert_eq!((picture["src"].as_str(), picture["alt"].as_str()), (Some("../a.jpg"), Some("A \"b\"")));
    }

    #[test]
    fn what_is_not_known_keeps_its_words_however_deep() {
        assert_eq!(
            blocks("<x-y>Some <z>words</z></x-y>"),
            json!([{"e": "p", "id": null, "of": "", "c": ["Some words"]}])
        );
        let deep = format!("{}low{}", "<blockquote><p>".repeat(300), "</p></blockquote>".repeat(300));
        let found = blocks(&deep).to_string();
        assert!(found.contains("low") && found.matches("quote").count() <= DEEPEST, "{found}");
    }

    #[test]
    fn an_id_is_given_once() {
        let mut prose = Prose::default();
        let found = Value::Array(prose.blocks("<p id=\"a\">1</p><p id=\"a\">2</p>"));
        assert_eq!((&found[0]["id"], &found[1]["id"]), (&json!("a"), &Value::Null));
    }
}
