import TabaqaFeatureModel
import Testing

@Suite struct LayerDefinitionWriterTests {
    private func layer(_ property: PropertyDefinition) -> LayerDefinition {
        LayerDefinition(
            id: "things", department: "plan", title: LocalizedText([.en: "Things"]), kind: .reference,
            geometry: .none, sensitivity: .public, properties: [property])
    }

    @Test(
        "texts that YAML would take for something else come back as they were",
        arguments: [
            "no", "Yes", "~", "null", "1", "1.5", "0x1F", "12:30", "1e3", ": colon", "a: b", "a #b", "- dash",
            "[list]", "{map}", "\"quoted\"", "it's", "back\\slash", "*star", "&and", "!bang", "%percent",
            "@at",
            "`tick`", " space ", "غازي عنتاب", "m²", "Straße & Co", "?", "|", ">", "=", "a, b", "ends:", "_x",
            "2024-01-01", "\u{200F}rtl",
        ])
    func round(text: String) {
        let original = layer(
            PropertyDefinition(
                name: "number", type: .code, label: LocalizedText([.en: text, .tr: text]),
                aliases: [text, "x"],
                codes: [.init(code: text, label: LocalizedText([.en: text]))]))
        let yaml = LayerDefinitionWriter.yaml(for: original)
        let read = LayerCatalog.parseLayer(
            yaml: yaml, file: "x", department: "plan", city: LayerFolder.cityDefinition)
        #expect(read.layer == original, "\(yaml)\n\(read.diagnostics)")
    }

    @Test func `numbers come back with every digit`() {
        for range in [0.1...0.30000000000000004, -5...5, -1e300...1e300, 0...1_000_000_000, 1e-7...2] {
            var property = PropertyDefinition(name: "n", type: .decimal, label: LocalizedText([.en: "N"]))
            property.range = range
            let read = LayerCatalog.parseLayer(
                yaml: LayerDefinitionWriter.yaml(for: layer(property)), file: "x", department: "plan",
                city: LayerFolder.cityDefinition)
            #expect(read.layer?.properties.first?.range == range, "\(read.diagnostics)")
        }
    }

    @Test func `comments stand above what they are about and harm nothing`() {
        let original = layer(
            PropertyDefinition(name: "crs", type: .string, label: LocalizedText([.en: "C"]), isRequired: true)
        )
        let yaml = LayerDefinitionWriter.yaml(
            for: original,
            comments: [
                "crs": "guess: from the .prj file", "properties.crs": "guess:\nkey: evil\u{0}\r\nid: x",
            ])
        #expect(yaml.contains("# guess: from the .prj file\ncrs: EPSG:4326"))
        #expect(yaml.contains("properties:\n  # guess:\n  # key: evil\n  # id: x\n  crs:\n    type: string"))
        let read = LayerCatalog.parseLayer(
            yaml: yaml, file: "x", department: "plan", city: LayerFolder.cityDefinition)
        #expect(read.layer == original)
    }
}
