import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore

@testable import TabaqaEngine
@testable import TabaqaTestSupport

/// A store with a field desk in a folder of its own.
final class DeskCity: Sendable {
    let folder: URL
    let store: SpatiaLiteStore
    let engine: Engine
    let desk: FieldDesk
    /// Reads column files instead of keeping layers open.
    let plain: Engine

    static let now: Int64 = 1_795_000_000_000
    static let phone = Sender(name: "Round 7", device: "d1")
    static let office = Sender(name: "office")

    static let ground = SampleLayers.layer(
        "test-ground", .polygon, properties: [SampleLayers.property("name", .string)])

    static let reports: LayerDefinition = {
        var kind = SampleLayers.property("kind", .code)
        kind.isRequired = true
        kind.codes = ["leak", "pothole"].map { .init(code: $0, label: LocalizedText([.en: $0])) }
        var size = SampleLayers.property("size", .integer)
        size.range = 0...100
        var number = SampleLayers.property("number", .string)
        number.isRequired = true
        var layer = SampleLayers.layer(
            "test-reports", .point, kind: .observation,
            properties: [
                number, SampleLayers.property("at", .dateTime), kind, size,
                SampleLayers.property("note", .string), SampleLayers.property("photo", .photo),
                SampleLayers.property("clip", .video),
            ])
        layer.key = "number"
        layer.time = LayerDefinition.TimeReference(property: "at", zone: "Europe/Istanbul")
        layer.rules = [
            QualityRule(test: .inside(layer: "test-ground"), consequence: .flag),
            QualityRule(test: .accurate(meters: 30), consequence: .flag),
        ]
        if let week = ISODuration("P7D"), let minutes = ISODuration("PT10M") {
            layer.rules.append(QualityRule(test: .recent(within: week), consequence: .reject))
            layer.rules.append(
                QualityRule(test: .duplicate(meters: 20, duration: minutes), consequence: .flag))
        }
        return layer
    }()
    /// Shown to the public when approved.
    static let watched: LayerDefinition = {
        var layer = reports
        layer.id = "test-watched"
        layer.rules = []
        layer.review = ReviewPolicy(visible: .approved)
        return layer
    }()
    /// The same as lines, whose columns are built anew when they change.
    static let paths: LayerDefinition = {
        var layer = watched
        layer.id = "test-paths"
        layer.geometry = .lineString
        return layer
    }()
    static let closed: LayerDefinition = {
        var layer = reports
        layer.id = "test-closed"
        layer.form.isOpen = false
        return layer
    }()

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-desk-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SpatiaLiteStore(path: folder.appending(path: "city.sqlite").path, mode: .create)
        let catalog = SampleLayers.catalog([Self.ground, Self.reports, Self.watched, Self.paths, Self.closed])
        try store.prepare(catalog)
        func engine(_ store: SpatiaLiteStore, _ folder: URL, _ name: String) -> Engine {
            Engine(
                catalog: catalog, store: store, columnsDirectory: folder.appending(path: name).path,
                formatsExecutable: "/nonexistent")
        }
        self.engine = engine(store, folder, "live").live()
        plain = engine(store, folder, "plain")
        desk = try FieldDesk(
            engine: self.engine, store: store, directory: folder.appending(path: "attachments").path,
            mediaExecutable: "/nonexistent")
        let ring = [(37.3, 37.0), (37.5, 37.0), (37.5, 37.1), (37.3, 37.1), (37.3, 37.0)]
        try StoreConformance.load(
            [
                Feature(
                    id: FeatureID("ground"), revision: 0,
                    geometry: .multiPolygon([[ring.map { Position(x: $0.0, y: $0.1) }]]),
                    properties: [.text("ground")])
            ], into: Self.ground, store)
        try store.add(
            Device(
                id: "d1", name: "Round 7", layers: nil, created: Self.now, expires: Self.now + 86_400_000,
                quota: 1 << 20),
            codeHash: "c1", until: Self.now + 86_400_000)
    }

    deinit {
        store.close()
        try? FileManager.default.removeItem(at: folder)
    }

    /// A filled form as phones write it.
    static func form(
        _ instance: String, of layer: LayerDefinition = reports, place: String? = "37.05 37.4 0 5",
        editing: String? = nil, _ answers: [String: String] = ["kind": "leak"]
    ) -> [UInt8] {
        var xml = "<data id=\"\(layer.id)\" xmlns:orx=\"http://openrosa.org/xforms\">"
        if let place { xml += "<geometry>\(place)</geometry>" }
        for (name, text) in answers.sorted(by: { $0.key < $1.key }) { xml += "<\(name)>\(text)</\(name)>" }
        xml += "<orx:meta><orx:instanceID>uuid:\(instance)</orx:instanceID>"
        if let editing { xml += "<orx:deprecatedID>uuid:\(editing)</orx:deprecatedID>" }
        return Array((xml + "</orx:meta></data>").utf8)
    }

    @discardableResult
    func send(
        _ xml: [UInt8], _ files: [ReceivedFile] = [], from sender: Sender = phone, at time: Int64 = now
    ) throws -> Receipt {
        try desk.receive(
            xml: xml, files: files, covers: { _ in true }, from: sender, clientDevice: nil, at: time)
    }

    @discardableResult
    func put(
        _ json: String, _ id: String, into layer: LayerDefinition = reports, expecting: Int64? = nil,
        from sender: Sender = office, mayReplace: Bool = true
    ) throws -> Receipt {
        try desk.put(
            json: Array(json.utf8), id: FeatureID(id), into: layer, expecting: expecting, from: sender,
            mayReplace: mayReplace, language: .en, at: Self.now)
    }

    func file(_ name: String, _ bytes: [UInt8]) throws -> ReceivedFile {
        let writer = try desk.files.begin()
        try writer.write(bytes)
        return ReceivedFile(name: name, content: try writer.finish())
    }

    func feature(_ id: String, in layer: LayerDefinition = reports) throws -> Feature {
        guard let feature = try store.feature(FeatureID(id), in: layer) else {
            throw BrokenPromise(description: "no feature \(id)")
        }
        return feature
    }

    func value(_ name: String, of feature: Feature, in layer: LayerDefinition = reports) -> PropertyValue? {
        layer.properties.firstIndex { $0.name == name }.map { feature.properties[$0] }
    }

    static func geoJSON(_ place: (Double, Double)? = (37.4, 37.05), _ properties: String) -> String {
        let geometry =
            place.map { "{\"type\":\"Point\",\"coordinates\":[\($0.0),\($0.1)]}" } ?? "null"
        return "{\"type\":\"Feature\",\"geometry\":\(geometry),\"properties\":{\(properties)}}"
    }
}

/// The code of the fault `body` throws; nil where it throws none.
func code<Result>(_ body: () throws -> Result) -> String? {
    do {
        _ = try body()
        return nil
    } catch let fault as Fault {
        return fault.code.name
    } catch {
        return "\(error)"
    }
}
