//! What the Serious Violence Duty asks of a strategic needs assessment, each with where it is asked.
//!
//! Nothing comes in; out goes a list with a version. The questions are a summary in plain words and no legal advice.
//! Where law or guidance changes, a new version stands beside the old one, so that the answers of an earlier edition
//! keep the questions they were given to.

/// A published text in which something is asked.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Text {
    /// The Act.
    Act,
    /// The statutory guidance.
    Guidance,
    /// The guidance on strategic needs assessments.
    NeedsAssessment,
}

impl Text {
    /// Every text, in the order of a list of sources.
    pub const ALL: [Self; 3] = [Self::Act, Self::Guidance, Self::NeedsAssessment];

    /// What it is called.
    pub fn title(self) -> &'static str {
        match self {
            Self::Act => "Police, Crime, Sentencing and Courts Act 2022, Part 2, Chapter 1",
            Self::Guidance => "Serious Violence Duty: statutory guidance, December 2022, updated June 2023",
            Self::NeedsAssessment => "Serious Violence Duty: strategic needs assessment guidance, 28 May 2021",
        }
    }

    /// Where it is published.
    pub fn address(self) -> &'static str {
        match self {
            Self::Act => "https://www.legislation.gov.uk/ukpga/2022/32/part/2/chapter/1",
            Self::Guidance => "https://www.gov.uk/government/publications/serious-violence-duty",
            Self::NeedsAssessment => {
                "https://www.gov.uk/government/publications/serious-violence-duty-strategic-needs-assessments"
            }
        }
    }
}

/// Of what a requirement speaks.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Part {
    /// What the assessment covers.
    Assessment,
    /// What each specified authority gives to it.
    Authority,
}

/// One thing that is asked.
#[derive(Debug, Clone, Copy)]
pub struct Requirement {
    /// The word that authors answer it by.
    pub word: &'static str,
    /// Of what it speaks.
    pub part: Part,
    /// What it is called.
    pub title: &'static str,
    /// What is asked, in a sentence.
    pub asks: &'static str,
    /// Where it is asked.
    pub text: Text,
    /// In which part of that text, where one part asks it.
    pub section: &'static str,
}

/// The version of the list, which a file of answers names.
pub const VERSION: &str = "2022-12";

const fn asked(word: &'static str, title: &'static str, asks: &'static str, text: Text) -> Requirement {
    Requirement { word, part: Part::Assessment, title, asks, text, section: "" }
}

const fn by_law(word: &'static str, title: &'static str, asks: &'static str, section: &'static str) -> Requirement {
    Requirement { word, part: Part::Assessment, title, asks, text: Text::Act, section }
}

const fn authority(word: &'static str, title: &'static str, asks: &'static str) -> Requirement {
    Requirement { word, part: Part::Authority, title, asks, text: Text::Act, section: "section 11 and Schedule 1" }
}

/// Everything that is asked, in the order of the page.
pub const ASKED: &[Requirement] = &[
    by_law(
        "definition",
        "What is meant by serious violence",
        "The definition that this area uses, and which kinds of violence it takes in or leaves out.",
        "section 13",
    ),
    asked("population", "The population", "Who lives in the area, and how many.", Text::NeedsAssessment),
    by_law(
        "kinds",
        "The kinds of serious violence",
        "Which kinds of serious violence occur in the area, and how much there is of each.",
        "section 8(3)(a)",
    ),
    by_law(
        "causes",
        "The causes of serious violence",
        "What causes it, so far as it is possible to say.",
        "section 8(3)(b)",
    ),
    asked("who", "Who is affected", "Which groups of people are harmed most.", Text::NeedsAssessment),
    asked("where", "Where it happens", "In which places it is recorded most.", Text::NeedsAssessment),
    asked("when", "When it happens", "At which times, and which way it is going.", Text::NeedsAssessment),
    asked(
        "victims-and-suspects",
        "Victims and suspects",
        "What is known of the people harmed, and of those suspected.",
        Text::NeedsAssessment,
    ),
    asked(
        "risk-and-protective-factors",
        "Risk and protective factors",
        "What makes harm more likely here, and what protects.",
        Text::NeedsAssessment,
    ),
    asked("comparison", "Comparison", "How the area stands beside others and the country.", Text::NeedsAssessment),
    asked(
        "services",
        "Services and gaps",
        "What is provided now, for whom, and what is missing.",
        Text::NeedsAssessment,
    ),
    asked(
        "communities",
        "Voices of communities",
        "What communities and people harmed by violence say.",
        Text::Guidance,
    ),
    asked("young-people", "Voices of young people", "What children and young people say.", Text::Guidance),
    asked("what-works", "What works", "What evidence says of which responses help.", Text::Guidance),
    asked(
        "limits",
        "Limits of the data",
        "What the data cannot show, and what not to conclude.",
        Text::NeedsAssessment,
    ),
    asked(
        "recommendations",
        "Recommendations",
        "What ought to be done, resting on what was found.",
        Text::NeedsAssessment,
    ),
    by_law("strategy", "The strategy", "The strategy that answers the assessment.", "section 8(3)(c)"),
    by_law(
        "consultation",
        "Consultation",
        "How educational, prison and youth custody authorities were consulted on the strategy.",
        "section 8(4)",
    ),
    asked("review", "Review", "When the assessment and the strategy are looked at again.", Text::Guidance),
    authority("police", "Police", "What the chief officer of police gave to the assessment."),
    authority("fire-and-rescue", "Fire and rescue", "What the fire and rescue authority gave to it."),
    authority("health", "Health", "What the integrated care board or local health board gave to it."),
    authority("local-authorities", "Local authorities", "What the councils gave to it."),
    authority("youth-offending-teams", "Youth offending teams", "What youth offending teams gave to it."),
    authority("probation", "Probation", "What probation services gave to it."),
];
