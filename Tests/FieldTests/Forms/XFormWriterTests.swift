import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

#if canImport(FoundationXML)
    import FoundationXML
#endif

@Suite("Forms written from layers")
struct XFormWriterTests {
    private static let ring = ["instance('_fence')", "root", "item", "ring"].joined(separator: "/")

    private func text(_ layer: LayerDefinition, fence: [Position]? = FormFixtures.fence) -> String {
        String(decoding: FormFixtures.writer(fence: fence).form(for: layer).xml, as: UTF8.self)
    }

    @Test func `equal layers are equal bytes, and whatever shapes a form changes its version`() throws {
        let layer = FormFixtures.everything(rules: [FormFixtures.flagOutside])
        let form = FormFixtures.writer().form(for: layer)
        #expect(form.version.count == 10 && form.version.allSatisfy(\.isASCII))
        #expect(UInt64(form.version) != nil)
        for _ in 0..<5 { #expect(FormFixtures.writer().form(for: layer) == form) }
        #expect(text(layer).contains("version=\"\(form.version)\""))

        var versions = [form.version]
        var changed = layer
        changed.properties[3].range = 0...1000
        versions.append(FormFixtures.writer().form(for: changed).version)
        changed = layer
        changed.properties[3].hint = nil
        versions.append(FormFixtures.writer().form(for: changed).version)
        changed = layer
        changed.form.accuracy = 7
        versions.append(FormFixtures.writer().form(for: changed).version)
        changed = layer
        changed.attachments.maximumCount = 3
        versions.append(FormFixtures.writer().form(for: changed).version)
        versions.append(FormFixtures.writer(fence: nil).form(for: layer).version)
        var city = FormFixtures.city
        city.languages = [.tr, .ar, .en]
        versions.append(XFormWriter(city: city).form(for: layer).version)
        #expect(Set(versions).count == versions.count)

        // What no form shows does not make phones fetch it again.
        changed = layer
        changed.retention = .init(keep: try #require(ISODuration("P1Y")), action: .delete)
        changed.properties.append(FormFixtures.property("office_only", .string))
        changed.properties[changed.properties.count - 1].isOfficeOnly = true
        #expect(FormFixtures.writer().form(for: changed).version == form.version)
    }

    @Test func `labels cannot break out of the form`() throws {
        let hostile = "a\"b'c<d>]]>&amp;\u{0}\u{1B}\u{FFFE}\n\u{202E}عربي ${x} <output value=\"/data\"/>"
        let texts = LocalizedText([.ar: hostile, .tr: hostile, .en: hostile])
        var layer = FormFixtures.everything(rules: [FormFixtures.rejectOutside])
        layer.title = texts
        for index in layer.properties.indices {
            layer.properties[index].label = texts
            layer.properties[index].hint = texts
            layer.properties[index].unit = hostile
            for code in layer.properties[index].codes.indices {
                layer.properties[index].codes[code].label = texts
            }
        }
        let form = FormFixtures.writer().form(for: layer)
        let seen = ElementNames(form.xml)
        #expect(seen.isWhole)
        #expect(
            seen.names
                == ElementNames(
                    FormFixtures.writer().form(
                        for: FormFixtures.everything(rules: [FormFixtures.rejectOutside])
                    ).xml
                ).names)
        #expect(seen.text.contains("a\"b'c<d>]]>&amp;\u{FFFD}\u{FFFD}\u{FFFD}\n\u{202E}عربي ${x}"))
    }

    @Test func `every text is there in every language, the city's first one being the default`() throws {
        let form = text(FormFixtures.everything(rules: [FormFixtures.flagOutside]))
        let parts = form.components(separatedBy: "<translation ").dropFirst()
        #expect(
            parts.map { $0.prefix { $0 != ">" } } == [
                "lang=\"العربية (ar)\" default=\"true()\"", "lang=\"Türkçe (tr)\"", "lang=\"English (en)\"",
            ])
        let ids = parts.map { part in
            part.components(separatedBy: "<text id=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
        }
        #expect(ids[0].count > 60 && ids[0] == ids[1] && ids[0] == ids[2])
        #expect(Set(ids[0]).count == ids[0].count)
        #expect(!form.contains("<value></value>"))
        let used = form.components(separatedBy: "ref=\"jr:itext('").dropFirst()
            .map { String($0.prefix { $0 != "'" }) }
        #expect(Set(used).isSubset(of: ids[0]))
        #expect(form.contains("<value>Enter a number from -5 to 1000.</value>"))
        #expect(form.contains("<value>أدخل رقمًا من -5 إلى 1000.</value>"))
    }

    @Test func `conditions are true, false or unknown in XPath as they are in CQL2`() {
        let form = text(FormFixtures.everything())
        for part in [
            "relevant=\"((/data/kind != '' and /data/kind = 'a') or (/data/kind != '' and /data/kind = 'b c'))\"",
            ". &gt;= 0 and . &lt;= 1000000 and not(((. != '' and . &lt; 0.5) or "
                + "(/data/count != '' and (. != '' and /data/count != '' and . &gt;= (/data/count * 2.5)))))",
            "not((. != '' and /data/seen_at != '' and decimal-date-time(.) &lt; decimal-date-time(/data/seen_at)))",
            "decimal-date-time(.) &gt; decimal-date-time('2030-12-31')",
            "not(regex(., '^F\\-[\\s\\S]*$'))",
            "relevant=\"((/data/rows/kind != '' and /data/rows/kind = 'a') and "
                + "(/data/weight != '' and /data/weight &gt; 1))\"",
        ] {
            #expect(form.contains(part), "\(part)")
        }
    }

    @Test func `a breach of the fence is told or refused as the rule says`() {
        let soft = text(FormFixtures.everything(rules: [FormFixtures.flagOutside]))
        #expect(
            soft.contains(
                "<ring>36.9 37.2 0 0;36.9 37.6 0 0;37.2 37.6 0 0;37.2 37.2 0 0;36.9 37.2 0 0</ring>"))
        #expect(!soft.contains("constraint=\"geofence"))
        #expect(soft.contains("not(geofence(/data/geometry, \(Self.ring)))"))
        let hard = text(FormFixtures.everything(rules: [FormFixtures.rejectOutside, FormFixtures.accurate]))
        #expect(
            hard.contains(
                "constraint=\"selected-at(., 3) &lt;= 20 and geofence(., \(Self.ring))\""
            ))
        #expect(!hard.contains("/data/_outside"))
        for form in [
            text(FormFixtures.everything(rules: [FormFixtures.flagOutside]), fence: nil),
            text(FormFixtures.everything(.polygon, rules: [FormFixtures.rejectOutside])),
            text(FormFixtures.everything()),
        ] {
            #expect(!form.contains("geofence") && !form.contains("_fence"))
        }
    }

    @Test func `the document for programs says the same`() throws {
        let layer = FormFixtures.everything(rules: [FormFixtures.flagOutside, FormFixtures.accurate])
        let document = FormFixtures.writer().document(for: layer)
        #expect(document.version == FormFixtures.writer().form(for: layer).version)
        #expect(document.json() == FormFixtures.writer().document(for: layer).json())
        let json = try #require(
            try JSONSerialization.jsonObject(with: Data(document.json())) as? [String: Any])
        #expect(json["languages"] as? [String] == ["ar", "tr", "en"])
        let place = try #require(json["place"] as? [String: Any])
        #expect(place["outside"] as? String == "flag" && place["worstAllowed"] as? Double == 20)
        #expect((place["fence"] as? [[Double]])?.first == [37.2, 36.9])
        let questions = try #require(json["questions"] as? [[String: Any]])
        #expect(questions.map { $0["name"] as? String } == layer.properties.map(\.name))
        let how = try #require(questions.first { $0["name"] as? String == "how" })
        let relevant = try #require(how["relevant"] as? [String: Any])
        #expect(relevant["op"] as? String == "and")
        let known = try #require(questions.first { $0["name"] as? String == "known" })
        #expect(known["entity"] as? String == "known-points" && known["entityValue"] as? String == "point_no")
        let text = String(decoding: document.json(), as: UTF8.self)
        #expect(text.contains(#"{"args":[{"property":"dangerous"},true],"op":"="}"#))
        #expect(text.contains(#"{"args":[{"property":"day"},{"date":"2030-12-31"}],"op":"<="}"#))
        #expect(text.contains(#"{"args":[{"property":"kind"},["a"]],"op":"in"}"#))
        #expect(questions.first?["prefill"] as? String == "key")
        #expect(questions[1]["prefill"] as? String == "now")
        #expect((questions.last?["questions"] as? [[String: Any]])?.count == 5)
    }
}

/// What Foundation's XML parser finds in a text.
private final class ElementNames: NSObject, XMLParserDelegate {
    private(set) var names: [String] = []
    private(set) var text = ""
    private(set) var isWhole = false

    init(_ bytes: [UInt8]) {
        super.init()
        let parser = XMLParser(data: Data(bytes))
        parser.delegate = self
        isWhole = parser.parse()
    }

    func parser(
        _ parser: XMLParser, didStartElement name: String, namespaceURI: String?, qualifiedName: String?,
        attributes: [String: String]
    ) {
        names.append(name)
    }

    func parser(_ parser: XMLParser, foundCharacters string: String) { text += string }
}
