//! Files for machines and hosts: `sitemap.xml`, `robots.txt`, `_headers`, `.nojekyll`.

use super::frame::{POLICY, permanent};
use super::{Files, Output, Publication};
use crate::content::html::escape;
use crate::model::audience::Audience;

/// The files at the root of a site.
#[derive(Debug)]
pub(super) struct Sitemap;

impl Output for Sitemap {
    fn name(&self) -> &'static str {
        "sitemap"
    }

    fn add(&self, publication: &Publication, files: &mut Files<'_>) {
        // It is the last output, so every page is known.
        if publication.config.base_address.is_some() {
            let pages: Vec<String> = files
                .entries
                .keys()
                .filter_map(|path| path.strip_suffix("index.html"))
                // A figure by itself is for frames; its own page is the one to find.
                .filter(|path| !path.is_empty() && !path.ends_with("/embed/"))
                .map(str::to_owned)
                .collect();
            files.add("sitemap.xml", move |publication, _| {
                let mut out = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<urlset xmlns=\"http://www.sitemaps.org/schemas/sitemap/0.9\">\n".to_owned();
                for page in &pages {
                    out.push_str(&format!("<url><loc>{}</loc></url>\n", escape(&permanent(publication, page))));
                }
                out.push_str("</urlset>\n");
                Ok(out.into_bytes())
            });
        }
        files.add("robots.txt", |publication, _| {
            if publication.config.audience == Audience::Partner {
                return Ok(b"User-agent: *\nDisallow: /\n".to_vec());
            }
            let map = publication
                .config
                .base_address
                .as_ref()
                .map_or_else(String::new, |base| format!("Sitemap: {base}sitemap.xml\n"));
            Ok(format!("User-agent: *\nAllow: /\n{map}").into_bytes())
        });
        files.add("_headers", |publication, _| {
            // Anyone may show a figure of a public site on a page of their own.
            let (ancestors, robots) = match publication.config.audience {
                Audience::Public => ("*", ""),
                Audience::Partner => ("'self'", "  X-Robots-Tag: noindex, nofollow\n"),
            };
            // And use its numbers in a page of their own; without this a browser would keep them from it.
            let shared = match publication.config.audience {
                Audience::Public => {
                    format!("/{}*\n  Access-Control-Allow-Origin: *\n", publication.bindings.addresses.api(""))
                }
                Audience::Partner => String::new(),
            };
            let policy = format!("{POLICY}; frame-ancestors {ancestors}");
            Ok(format!("/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n{robots}{shared}").into_bytes())
        });
        // Some hosts hide files whose name begins with an underscore unless this one is there.
        files.add(".nojekyll", |_, _| Ok(Vec::new()));
    }
}
