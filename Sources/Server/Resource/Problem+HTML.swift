internal import TabaqaFeatureModel

extension Problem {
    /// A small page for people; no script, no style of its own, nothing from the request unescaped.
    func html(_ language: Language, instance: String) -> [UInt8] {
        let title = HTML.escaped(title(language))
        var body = "<h1>\(status)</h1>\n<p>\(title)</p>\n"
        if let detail {
            body += "<p lang=\"en\" dir=\"ltr\">\(HTML.escaped(detail))</p>\n"
        }
        if status != 404 {
            body += "<p><code dir=\"ltr\">\(HTML.escaped(code.name)) \(HTML.escaped(instance))</code></p>\n"
        }
        let direction = language.isRightToLeft ? "rtl" : "ltr"
        let page = """
            <!doctype html>
            <html lang="\(language.rawValue)" dir="\(direction)">
            <head>
            <meta charset="utf-8">
            <meta name="viewport" content="width=device-width, initial-scale=1">
            <meta name="color-scheme" content="light dark">
            <title>\(status) \(title)</title>
            </head>
            <body>
            <main>
            \(body)</main>
            </body>
            </html>

            """
        return Array(page.utf8)
    }
}
