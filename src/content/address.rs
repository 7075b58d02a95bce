//! Where pages stand, below the root of the site. Published addresses are permanent: each is made here
//! and nowhere else.

/// The addresses of one edition.
#[derive(Debug, Clone)]
pub struct Addresses {
    edition: String,
}

impl Addresses {
    /// Those of the edition of this id.
    pub fn new(edition: &str) -> Self {
        Self { edition: edition.to_owned() }
    }

    /// The home page of the edition.
    pub fn home(&self) -> String {
        format!("{}/", self.edition)
    }

    /// A page of this name.
    pub fn page(&self, name: &str) -> String {
        format!("{}/{name}/", self.edition)
    }

    /// The page of an indicator.
    pub fn indicator(&self, id: &str) -> String {
        format!("{}/indicators/{id}/", self.edition)
    }

    /// The page of an area.
    pub fn area(&self, slug: &str) -> String {
        format!("{}/areas/{slug}/", self.edition)
    }

    /// The page of an intervention.
    pub fn intervention(&self, id: &str) -> String {
        format!("{}/interventions/{id}/", self.edition)
    }

    /// A file of the directory of interventions.
    pub fn intervention_file(&self, name: &str) -> String {
        format!("{}/interventions/{name}", self.edition)
    }

    /// A file that stands beside the page of this name.
    pub fn beside(&self, page: &str, name: &str) -> String {
        format!("{}/{page}/{name}", self.edition)
    }

    /// The overview grid of the areas in an area, or a further page of it.
    pub fn comparison(&self, slug: &str, page: Option<usize>) -> String {
        let page = page.map_or_else(String::new, |page| format!("{page}/"));
        format!("{}/compare/{slug}/{page}", self.edition)
    }

    /// A file of words for the comparison of chosen areas.
    pub fn comparison_file(&self, name: &str) -> String {
        format!("{}/compare/{name}", self.edition)
    }

    /// The page on which an indicator is explored.
    pub fn exploration(&self, id: &str) -> String {
        format!("{}/explore/{id}/", self.edition)
    }

    /// A file for the pages on which indicators are explored.
    pub fn exploration_file(&self, name: &str) -> String {
        format!("{}/explore/{name}", self.edition)
    }

    /// The list of sentences that rest on numbers.
    pub fn statements(&self) -> String {
        format!("{}/statements.json", self.edition)
    }

    /// The page of a figure.
    pub fn figure(&self, id: &str) -> String {
        format!("{}/f/{id}/", self.edition)
    }

    /// A figure by itself, for pages elsewhere to show in a frame and for packs of figures to take in.
    pub fn embed(&self, id: &str) -> String {
        format!("{}/f/{id}/embed/", self.edition)
    }

    /// A file of a figure, such as its rows.
    pub fn figure_file(&self, id: &str, ending: &str) -> String {
        format!("{}/f/{id}/{id}{ending}", self.edition)
    }

    /// The card of the page at an address.
    pub fn card(&self, address: &str) -> String {
        format!("{address}card.png")
    }

    /// The page of a source.
    pub fn source(&self, id: &str) -> String {
        format!("{}/methods/sources/{id}/", self.edition)
    }

    /// The page of a method.
    pub fn method(&self, word: &str) -> String {
        format!("{}/methods/{word}/", self.edition)
    }

    /// The page of a recommendation.
    pub fn recommendation(&self, id: &str) -> String {
        format!("{}/recommendations/{id}/", self.edition)
    }

    /// A picture that an author shows, by the name it is published under.
    pub fn picture(&self, name: &str) -> String {
        format!("{}/pictures/{name}", self.edition)
    }

    /// A file for download.
    pub fn download(&self, name: &str) -> String {
        format!("{}/data/{name}", self.edition)
    }

    /// A file of the API.
    pub fn api(&self, name: &str) -> String {
        format!("{}/api/{name}", self.edition)
    }

    /// The page of search, or the part of it for a letter.
    pub fn search(&self, letter: Option<&str>) -> String {
        match letter {
            Some(letter) => format!("{}/search/{letter}/", self.edition),
            None => self.page("search"),
        }
    }

    /// A file of the index that search reads.
    pub fn search_index(&self, name: &str) -> String {
        format!("{}/search/{name}.json", self.edition)
    }

    /// A file of postcodes, by the half before the space.
    pub fn postcodes(&self, outward: &str) -> String {
        format!("{}/find/{}.json", self.edition, outward.to_ascii_lowercase())
    }

    /// The page that the document at this path becomes.
    pub fn document(&self, path: &str) -> String {
        let name = path.rsplit('/').next().unwrap_or(path).trim_end_matches(".md");
        if path.starts_with("content/places/") {
            return format!("{}/places/{name}/", self.edition);
        }
        if name == "index" { self.home() } else { self.page(name) }
    }
}
