import Foundation
import Testing

@testable import TabaqaServer

/// What must hold for every file of the web map, before any browser opens it.
@Suite("Files of the web map")
struct WebFilesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Server/Web")

    private static func files(_ suffix: String) throws -> [(name: String, text: String)] {
        let names = try FileManager.default.subpathsOfDirectory(atPath: folder.path)
        return try names.filter { $0.hasSuffix(suffix) }.sorted().map {
            ($0, try String(contentsOf: folder.appendingPathComponent($0), encoding: .utf8))
        }
    }

    @Test func `No script parses data as markup or runs text as code`() throws {
        for (name, text) in try Self.files(".js") {
            for word in [
                "innerHTML", "outerHTML", "insertAdjacentHTML", "document.write", "eval(", "new Function",
                "srcdoc",
            ] {
                #expect(!text.contains(word), "\(name) has \(word)")
            }
        }
    }

    @Test func `Nothing is fetched from another machine`() throws {
        let namespace = "http://www.w3.org/2000/svg"
        for (name, text) in try Self.files(".js") + Self.files(".css") + Self.files(".html") {
            let rest = text.replacingOccurrences(of: namespace, with: "")
            #expect(!rest.contains("http://") && !rest.contains("https://"), "\(name)")
            #expect(!rest.contains("url(") || name.hasSuffix(".js"), "\(name)")
        }
    }

    @Test func `The page has no script or style of its own, as the policy demands`() throws {
        let page = try #require(try Self.files("index.html").first?.text)
        #expect(!page.contains("<style"))
        #expect(!page.contains(" style="))
        #expect(try page.matches(of: Regex("<script(?![^>]* src=)")).isEmpty)
        #expect(try page.matches(of: Regex(" on[a-z]+=")).isEmpty)
    }

    @Test func `Every file the page and the scripts name is there`() throws {
        let page = try #require(try Self.files("index.html").first?.text)
        let asset = try Regex(#"\{\{base\}\}/assets/([A-Za-z0-9/._-]+)"#, as: (Substring, Substring).self)
        for match in page.matches(of: asset) {
            let path = String(match.output.1)
            let isThere = path.hasPrefix("ol/") || WebAssets.own[path] != nil
            #expect(isThere, "\(path)")
        }
        let files = try Self.files(".js")
        let names = Set(files.map(\.name))
        for (name, text) in files {
            for match in text.matches(of: try Regex(#"from "(\.[^"]+)""#, as: (Substring, Substring).self)) {
                let target = URL(fileURLWithPath: "/" + name).deletingLastPathComponent()
                    .appendingPathComponent(String(match.output.1)).standardized.path
                // Pages of other addresses reach the map's scripts through the address of all assets.
                let file = target.dropFirst().replacing(/^assets\//, with: "")
                #expect(names.contains(String(file)), "\(name) imports \(match.output.1)")
            }
        }
    }

    @Test func `Every phrase is there in the three languages, with the same gaps`() throws {
        var words: [String: [String: Set<String>]] = [:]
        for (name, text) in try Self.files(".js") where name.hasPrefix("words/") {
            words[name] = try phrases(text)
        }
        let english = try #require(words["words/en.js"])
        #expect(english.count > 180)
        #expect(words.count == 3)
        for (name, phrases) in words {
            let different = Set(phrases.keys).symmetricDifference(english.keys)
            #expect(different.isEmpty, "\(name): \(different)")
            for (key, gaps) in phrases { #expect(gaps == english[key], "\(name), \(key)") }
        }
    }

    /// The gaps of each phrase, those of its plurals together. A key stands at the first indentation.
    private func phrases(_ text: String) throws -> [String: Set<String>] {
        let start = try Regex(#"^    "?([A-Za-z][^":]*)"?:"#, as: (Substring, Substring).self)
        let gap = try Regex(#"\{[a-z]+\}"#)
        var phrases: [String: Set<String>] = [:]
        var key: String?
        for line in text.split(separator: "\n") {
            if let match = line.prefixMatch(of: start) { key = String(match.output.1) }
            guard let key else { continue }
            phrases[key, default: []].formUnion(line.matches(of: gap).map { String(line[$0.range]) })
        }
        return phrases
    }

    @Test func `Values in the page stay text`() {
        let page = WebPages.filled(
            "<title>{{title}}</title>{{none}}", ["title": "<b>\"Ünlü\" & 'Co'</b>{{lang}}"])
        #expect(page == "<title>&lt;b&gt;&quot;Ünlü&quot; &amp; &#39;Co&#39;&lt;/b&gt;{{lang}}</title>")
    }

    @Test func `A folder is the library's only when it has both its files`() throws {
        let folder = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        defer { try? FileManager.default.removeItem(at: folder) }
        try Data("//".utf8).write(to: folder.appendingPathComponent("ol.js"))
        #expect(OpenLayersFolder.find(named: folder.path) == nil)
        try Data("a{}".utf8).write(to: folder.appendingPathComponent("ol.css"))
        try Data("no".utf8).write(to: folder.appendingPathComponent("secret.txt"))
        #expect(OpenLayersFolder.find(named: folder.path)?.path == folder.path)
        let assets = WebAssets.openLayers(in: folder)
        #expect(assets["ol/ol.js"]?.bytes == Array("//".utf8))
        #expect(assets["ol/secret.txt"] == nil)
        #expect(assets["ol/../ol.js"] == nil)
    }
}
