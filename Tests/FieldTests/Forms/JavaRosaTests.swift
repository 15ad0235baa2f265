import Foundation
import TabaqaExchange
import TabaqaFeatureModel
import Testing

@Suite("Forms in the engine of ODK Collect", .enabled(if: JavaRosa.isThere, JavaRosa.absence))
final class JavaRosaTests {
    private let folder = FileManager.default.temporaryDirectory
        .appendingPathComponent("tabaqa-forms-\(UUID().uuidString)")
    private static let here = "geometry=37.05 37.38 800 5"

    init() throws {
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private func write(_ form: FormEdition, _ name: String) throws -> String {
        let file = folder.appendingPathComponent(name + ".xml")
        try Data(form.xml).write(to: file)
        return file.path
    }

    @Test func `every form of our layers and of every type is valid`() throws {
        let catalog = try LayerCatalog.load(
            from: FormFixtures.repository.appendingPathComponent("Layers").path)
        var files: [String] = []
        for layer in catalog.layers where layer.takesObservations {
            let lists = try layer.form.entities.map { id in
                let list = try catalog.layer(id)
                return XFormWriter.EntityList(layer: id, title: list.title, value: list.key ?? "name")
            }
            let writer = XFormWriter(city: catalog.city, fence: FormFixtures.fence, entities: lists)
            files.append(try write(writer.form(for: layer), layer.id))
        }
        #expect(files.count >= 5)
        for geometry in GeometryType.allCases {
            let layer = FormFixtures.everything(geometry, rules: [FormFixtures.flagOutside])
            files.append(
                try write(FormFixtures.writer().form(for: layer), "everything-\(geometry.rawValue)"))
        }
        let strict = FormFixtures.everything(rules: [FormFixtures.rejectOutside, FormFixtures.accurate])
        files.append(try write(FormFixtures.writer().form(for: strict), "strict"))
        let jar = try #require(JavaRosa.jar)
        let (status, lines) = try JavaRosa.run(["-jar", jar.path] + files, in: folder)
        #expect(status == 0)
        #expect(lines.count { $0.contains("Xform is valid!") } == files.count, "\(lines)")
    }

    /// Answers, and what the engine makes of them.
    private static let fillings: [(form: String, answers: [String], result: String)] = [
        (
            "all",
            [
                "kind=a", "count=2", "weight=3.5", "dangerous=true", "how=x", "day=2026-01-31",
                "ended_at=2030-01-01T08:00:00.000+03:00", "code_text=F-12", "picture=b.jpg", "known=P 2",
                "rows#0/kind=a", "rows#0/count=3", "rows#0/sure=true", "rows#1/kind=b c",
                "rows#1/picture=c.jpg",
            ], "ok"
        ),
        ("all", ["kind=a", "weight=7"], "ok"),
        // 5.5 is less than 2.5 × 3 and more than 2.5 × 2.
        ("all", ["kind=a", "count=3", "weight=5.5"], "ok"),
        ("all", ["kind=a", "count=2", "weight=5.5"], "refused weight"),
        ("all", ["kind=a", "weight=0.4"], "refused weight"),
        ("all", ["kind=ü<&\"'", "weight=7"], "not asked weight"),
        ("all", ["kind=a", "dangerous=true"], "refused how: required"),
        ("all", ["kind=a", "dangerous=false", "how=x"], "not asked how"),
        ("all", ["kind=a", "day=2031-01-01"], "refused day"),
        ("all", ["kind=a", "ended_at=2020-01-01T08:00:00.000+03:00"], "refused ended_at"),
        ("all", ["kind=a", "code_text=G-1"], "refused code_text"),
        ("all", ["kind=a", "code_text=F-0"], "refused code_text"),
        ("all", ["kind=a", "count=1001"], "refused count: أدخل رقمًا من -5 إلى 1000."),
        ("all", ["kind=a", "count=1", "rows#0/kind=a"], "not asked rows#0/kind"),
        ("all", ["kind=a", "count=2", "rows#0/count=3"], "refused kind: required"),
        ("all", ["kind=a", "count=2", "rows#0/kind=a", "rows#0/count=10"], "refused rows#0/count"),
        ("all", ["kind=a", "count=2", "rows#0/kind=a", "rows#0/sure=true"], "not asked rows#0/sure"),
        ("all", ["kind=a", "_outside=x"], "not asked _outside"),
        ("all", ["kind=a", "geometry=30 30 0 5", "_outside=x"], "ok"),
        ("strict", ["kind=a", "geometry=30 30 0 5"], "refused geometry"),
        ("strict", ["kind=a", "geometry=37.05 37.38 0 21"], "refused geometry"),
        ("strict", ["kind=a"], "ok"),
    ]

    @Test func `forms are filled, and conditions, ranges, rows and lists hold while they are`() throws {
        let all = FormFixtures.everything(rules: [FormFixtures.flagOutside])
        let strict = FormFixtures.everything(rules: [FormFixtures.rejectOutside, FormFixtures.accurate])
        let forms = [
            "all": try write(FormFixtures.writer().form(for: all), "all"),
            "strict": try write(FormFixtures.writer().form(for: strict), "strict"),
        ]
        try "name,label,__version,geometry,point_no\nid-1,One,1,37.0 37.4 0 0,P-1\nid-2,\"Two, 2\",1,,P 2\n"
            .write(
                to: folder.appendingPathComponent("known-points.csv"), atomically: true, encoding: .utf8)
        var plan = ""
        for (index, filling) in Self.fillings.enumerated() {
            let answers =
                filling.answers.contains { $0.hasPrefix("geometry=") }
                ? filling.answers : filling.answers + [Self.here]
            let output = folder.appendingPathComponent("filled-\(index).xml").path
            plan +=
                ([forms[filling.form] ?? "", folder.path, output] + answers).joined(separator: "\t") + "\n"
        }
        try plan.write(to: folder.appendingPathComponent("plan"), atomically: true, encoding: .utf8)
        let filler = FormFixtures.repository
            .appendingPathComponent("Tests/EndToEndTests/Oracles/FormFiller.java")
        let (status, lines) = try JavaRosa.run([filler.path, "plan"], in: folder)
        #expect(status == 0)
        try #require(lines.count == Self.fillings.count, "\(lines)")
        for (line, filling) in zip(lines, Self.fillings) {
            #expect(line.hasPrefix(filling.result), "\(filling.answers): \(line)")
        }
        try readBack(all)
    }

    /// What the engine wrote for the first filling, read by us.
    private func readBack(_ layer: LayerDefinition) throws {
        let bytes = try Data(contentsOf: folder.appendingPathComponent("filled-0.xml"))
        let instance = try XFormInstance([UInt8](bytes))
        #expect(instance.formID == layer.id)
        #expect(instance.version == FormFixtures.writer().form(for: layer).version)
        #expect(instance.clientDevice == "collect:TestDevice000001")
        #expect(UUID(uuidString: instance.instanceID) != nil)
        // The fence stays on the phone.
        #expect(!String(decoding: bytes, as: UTF8.self).contains("37.6"))
        let observation = instance.decoded(for: layer, zone: FormFixtures.clock)
        #expect(observation.violations.isEmpty && observation.flags.isEmpty)
        #expect(observation.geometry == .point(Position(x: 37.38, y: 37.05)))
        #expect(observation.accuracy == 5)
        let values = Dictionary(
            uniqueKeysWithValues: zip(layer.properties.map(\.name), observation.values))
        let digits = instance.instanceID.replacing("-", with: "").prefix(12)
        #expect(values["no"] == .text("F-\(digits)"))
        guard case .instant(let seen) = values["seen_at"] else {
            Issue.record("no time was filled in")
            return
        }
        #expect(abs(Double(seen) / 1000 - Date().timeIntervalSince1970) < 600)
        #expect(values["count"] == .integer(2) && values["weight"] == .decimal(3.5))
        #expect(values["dangerous"] == .boolean(true) && values["known"] == .text("P 2"))
        #expect(values["day"] == .date(20_484) && values["ended_at"] == .instant(1_893_474_000_000))
        #expect(
            values["rows"]
                == .text(#"[{"kind":"a","count":3,"sure":true},{"kind":"b c","picture":"c.jpg"}]"#))
        #expect(observation.expected.map(\.name) == ["b.jpg", "c.jpg"])
        #expect(observation.expected.map(\.property) == ["picture", "rows"])
    }
}
