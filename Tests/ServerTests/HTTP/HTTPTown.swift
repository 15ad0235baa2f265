import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaTestSupport

@testable import TabaqaServer

/// A town with a layer of every sensitivity, and routes made for tests of the server itself.
struct HTTPTown {
    static let layers = Sensitivity.allCases.map { layer($0) }

    /// The layer of that sensitivity: `public-fires`, `internal-fires`, …
    static func layer(_ sensitivity: Sensitivity) -> LayerDefinition {
        var hidden = SampleLayers.property("reporter", .string)
        hidden.sensitivity = .secret
        var layer = SampleLayers.layer(
            "\(sensitivity.rawValue)-fires", .point,
            properties: [SampleLayers.property("severity", .integer), hidden])
        layer.department = "fire"
        layer.sensitivity = sensitivity
        return layer
    }

    static let viewers: [String: Viewer] = [
        "reader": Viewer(name: "reader", grants: [.init(department: "fire", role: .reader)]),
        "other": Viewer(name: "other", grants: [.init(department: "waste", role: .steward)]),
        "editor": Viewer(name: "editor", grants: [.init(department: "fire", role: .editor)]),
        "steward": Viewer(name: "steward", grants: [.init(department: "fire", role: .steward)]),
    ]

    struct Ring: Authenticator {
        func viewer(forKey key: String) -> Viewer? { HTTPTown.viewers[key] }
    }

    let service: Service
    let dispatcher: Dispatcher

    init(
        routes: [Route] = HTTPTown.routes, layers: [LayerDefinition] = HTTPTown.layers,
        settings: ServerSettings = ServerSettings(), failures: FailureBudget = FailureBudget()
    ) throws {
        service = try Self.service(settings, layers)
        dispatcher = Dispatcher(routes, service: service, authenticator: Ring(), failures: failures)
    }

    static func service(
        _ settings: ServerSettings = ServerSettings(), _ layers: [LayerDefinition] = HTTPTown.layers
    ) throws -> Service {
        var catalog = SampleLayers.catalog(layers)
        catalog.city.languages = [.ar, .tr, .en]
        let store = MemoryStore()
        try store.prepare(catalog)
        let folder = FileManager.default.temporaryDirectory.appending(
            path: "tabaqa-http-\(UUID().uuidString)")
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.path, formatsExecutable: "/nonexistent")
        return Service(engine: engine, settings: settings)
    }

    func get(
        _ target: String, method: String = "GET", key: String? = nil, headers: [(String, String)] = [],
        body: [UInt8] = [], peer: String = "192.0.2.7"
    ) -> PlainAnswer {
        var all: [(name: String, value: String)] = [("host", "127.0.0.1:8080")]
        if let key { all.append(("authorization", "Bearer \(key)")) }
        for (name, value) in headers { all.append((name.lowercased(), value)) }
        return dispatcher.answer(
            PlainRequest(method, target, headers: all, body: body, peer: peer, id: "0123456789abcdef"))
    }

    /// Pieces that count themselves, so that a test sees whether they were made before they were asked for.
    final class Pieces: ChunkSource, @unchecked Sendable {
        private let lock = NSLock()
        private var made = 0
        let count: Int
        let size: Int

        init(count: Int, size: Int) {
            self.count = count
            self.size = size
        }

        func next() throws -> [UInt8]? {
            lock.withLock {
                guard made < count else { return nil }
                made += 1
                return [UInt8](repeating: UInt8(truncatingIfNeeded: made), count: size)
            }
        }
    }

    static let text = Array(String(repeating: "طبقة katman layer ", count: 200).utf8)

    static let collection = Parameter("collectionId", in: .path, "A layer.")

    static let routes: [Route] =
        [
            Route(
                .get, "/echo", id: "echo", tag: "Test", "Says what arrived.", access: .known,
                parameters: [Parameter("a", "A."), Parameter("b", "B.")], offers: [.json, .html, .csv]
            ) { call in
                let document: JSON = [
                    "viewer": .string(call.viewer.name), "lang": .string(call.language.rawValue),
                    "format": .string(call.format.names[0]), "base": .string(call.base),
                    "a": call.query["a"].map(JSON.string) ?? .null, "body": .integer(Int64(call.body.count)),
                ]
                return Answer(call.format, .bytes(document.bytes))
            },
            Route(
                .post, "/echo", id: "postEcho", tag: "Test", "Takes a body.", access: .open,
                body: ("application/json", ["type": "object"])
            ) { call in .json(["body": .integer(Int64(call.body.count))]) },
            Route(
                .get, "/text", id: "text", tag: "Test", "A text with a tag.", access: .open,
                offers: [.plainText]
            ) { call in
                if let same = call.unchanged("r1") { return same }
                return Answer(.plainText, .bytes(text), tag: "r1")
            },
            Route(
                .get, "/stream", id: "stream", tag: "Test", "A long answer.", access: .open,
                parameters: [Parameter("n", "Pieces.")], offers: [.plainText]
            ) { call in
                let count = try call.query.integer("n", in: 1...100_000) ?? 4
                return Answer(.plainText, .chunks(Pieces(count: count, size: 65_536)))
            },
            Route(
                .get, "/slow", id: "slow", tag: "Test", "Takes its time.", access: .open,
                parameters: [Parameter("ms", "Milliseconds.")]
            ) { call in
                Thread.sleep(
                    forTimeInterval: Double(try call.query.integer("ms", in: 0...10_000) ?? 0) / 1000)
                return .json(["slept": true])
            },
            Route(
                .get, "/broken", id: "broken", tag: "Test", "Fails inside.", access: .open,
                parameters: [Parameter("how", "How.")]
            ) { call in
                switch call.query["how"] {
                case "busy":
                    throw Fault(.storeBusy, "The store is locked.", at: .init(file: "/srv/city.sqlite"))
                case "columns": throw Fault(.columnsDamaged, "Bad header.", at: .init(file: "/srv/x.columns"))
                case "foreign": throw CocoaError(.fileReadCorruptFile)
                case "header":
                    return Answer(.json, .none, headers: [("X-A", "1\r\nSet-Cookie: a=b"), ("X-B", "ok")])
                default: throw Fault(.storeFailure, "SELECT * FROM t", at: .init(file: "/srv/city.sqlite"))
                }
            },
            Route(
                .get, "/lenient", id: "lenient", tag: "Test", "Key-value pairs.", access: .open,
                parameters: [Parameter("SERVICE", "S.", isRequired: true)], isLenient: true
            ) { call in .json(["service": .string(call.query["SERVICE"] ?? "")]) },
            Route(.get, "/steward", id: "steward", tag: "Test", "For stewards.", access: .role(.steward)) {
                _ in
                .json(["ok": true])
            },
            Route(.get, "/assets/{file…}", id: "assets", tag: "Test", "Files.", access: .open) { call in
                .json(["file": .string(call.path["file"] ?? "")])
            },
            Route(
                .get, "/xyz/{collectionId}/{z}/{y}.mvt", id: "mvt", tag: "Test", "T.",
                access: .layer(.features)
            ) {
                .json(["y": .string($0.path["y"] ?? "")])
            },
            Route(
                .get, "/xyz/{collectionId}/{z}/{y}.png", id: "png", tag: "Test", "T.",
                access: .layer(.density)
            ) {
                .json(["y": .string($0.path["y"] ?? "")])
            },
        ]
        + ReleaseShape.allCases.map { shape in
            Route(
                .get, "/collections/{collectionId}/\(shape.rawValue)", id: shape.rawValue, tag: "Test",
                "Shape.",
                access: .layer(shape), parameters: [collection], takesProperties: true
            ) { call in
                let tag = "\(try call.layer.id)-\(call.audience(of: try call.layer).rawValue)"
                if let same = call.unchanged(tag) { return same }
                return .json(["audience": .string(call.audience(of: try call.layer).rawValue)], tag: tag)
            }
        }
}
