//! Files for machines and hosts: `sitemap.xml`, `robots.txt`, `security.txt`, `_headers`, `.nojekyll`.

use super::frame::{POLICY, permanent};
use super::{Files, Output, Publication, editions};
use crate::content::html::escape;
use crate::model::audience::Audience;

/// Where those who find a weakness look whom to tell (RFC 9116).
const SECURITY: &str = ".well-known/security.txt";

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
                    let all = editions::known(publication);
                    let api = all.iter().map(|one| format!("/{}/api/*\n  Access-Control-Allow-Origin: *\n", one.name));
                    api.collect()
                }
                Audience::Partner => String::new(),
            };
            let policy = format!("{POLICY}; frame-ancestors {ancestors}");
            Ok(format!("/*\n  Content-Security-Policy: {policy}\n  X-Content-Type-Options: nosniff\n  Referrer-Policy: no-referrer\n{robots}{shared}").into_bytes())
        });
        let config = &publication.config;
        let told = config.security.as_ref().and_then(|security| security.address.clone());
        let contact = told.or(config.contact.as_ref().map(|contact| contact.address.clone()));
        if let Some(contact) = contact.filter(|_| config.audience == Audience::Public) {
            files.add(SECURITY, move |publication, _| {
                let config = &publication.config;
                let mut text = format!("Contact: {contact}\n");
                if let Some(security) = &config.security {
                    text.push_str(&format!("Expires: {}T00:00:00Z\n", security.expires.id()));
                }
                text.push_str(&format!("Preferred-Languages: {}\n", config.language.split('-').next().unwrap_or("en")));
                if let Some(base) = &config.base_address {
                    text.push_str(&format!("Canonical: {base}{SECURITY}\n"));
                }
                Ok(text.into_bytes())
            });
        }
        // Some hosts hide files whose name begins with an underscore unless this one is there.
        files.add(".nojekyll", |_, _| Ok(Vec::new()));
    }
}
