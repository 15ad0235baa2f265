import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

/// What must hold for the files of the review page, before any browser opens them.
@Suite("Files of the review page")
struct ReviewFilesTests {
    private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Sources/Server/Web/review")

    private static func text(_ name: String) throws -> String {
        try String(contentsOf: folder.appendingPathComponent(name), encoding: .utf8)
    }

    /// Keys and the gaps in their phrases, those of plurals together.
    private static func phrases(_ language: Language) throws -> [String: Set<String>] {
        let start = try Regex(#"^    "?([A-Za-z][^":]*)"?:"#, as: (Substring, Substring).self)
        let gap = try Regex(#"\{[a-z]+\}"#)
        var phrases: [String: Set<String>] = [:]
        var key: String?
        for line in try text("words/\(language.rawValue).js").split(separator: "\n") {
            if let match = line.prefixMatch(of: start) { key = String(match.output.1) }
            guard let key else { continue }
            phrases[key, default: []].formUnion(line.matches(of: gap).map { String(line[$0.range]) })
        }
        return phrases
    }

    @Test func `Every phrase is there in the three languages, with the same gaps`() throws {
        let english = try Self.phrases(.en)
        #expect(english.count > 120)
        for language in Language.allCases {
            let phrases = try Self.phrases(language)
            let different = Set(phrases.keys).symmetricDifference(english.keys)
            #expect(different.isEmpty, "\(language): \(different)")
            // One language may say “one” in a word where another writes the number.
            for (key, gaps) in phrases { #expect(gaps == english[key], "\(language), \(key)") }
        }
    }

    @Test func `Every finding, state and step has its words`() throws {
        let keys = try Self.phrases(.en).keys
        for name in FeatureFlags.names.map(\.name) { #expect(keys.contains("flag-\(name)"), "\(name)") }
        for state in ReviewState.allCases { #expect(keys.contains("state-\(state.rawValue)"), "\(state)") }
        let filters = try Self.text("filters.js")
        for name in FeatureFlags.names.map(\.name) { #expect(filters.contains("\"\(name)\""), "\(name)") }
        for name in [
            "insert", "replace", "delete", "import", "review", "assign", "attach", "detach", "conflict",
        ] {
            #expect(keys.contains("action-\(name)"), "\(name)")
        }
    }

    @Test func `Every phrase a script asks for is there`() throws {
        let keys = try Self.phrases(.en).keys
        let asked = try Regex(#"\btext\("([A-Za-z-]+)"[,)]"#, as: (Substring, Substring).self)
        let names = try FileManager.default.contentsOfDirectory(atPath: Self.folder.path)
        var count = 0
        for name in names where name.hasSuffix(".js") {
            for match in try Self.text(name).matches(of: asked) {
                count += 1
                #expect(keys.contains(String(match.output.1)), "\(name): \(match.output.1)")
            }
        }
        #expect(count > 60)
    }

    @Test func `The page has no script or style of its own, as the policy demands`() throws {
        let page = try Self.text("review.html")
        #expect(!page.contains("<style") && !page.contains(" style="))
        #expect(try page.matches(of: Regex("<script(?![^>]* src=)")).isEmpty)
        #expect(try page.matches(of: Regex(" on[a-z]+=")).isEmpty)
        let asset = try Regex(#"\{\{base\}\}/assets/([A-Za-z0-9/._-]+)"#, as: (Substring, Substring).self)
        for match in page.matches(of: asset) {
            let path = String(match.output.1)
            #expect(path.hasPrefix("ol/") || WebAssets.own[path] != nil, "\(path)")
        }
    }
}
