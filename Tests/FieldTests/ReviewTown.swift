import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import TabaqaTestSupport

@testable import TabaqaServer

/// A town whose works department takes observations, on a store of its own, with every route of the service.
final class ReviewTown {
    static let layer = made("potholes", shows: .approved)
    /// Shows what nobody has reviewed yet.
    static let open = made("lamps", shows: .all)
    static let secret: LayerDefinition = {
        var layer = made("complaints", shows: .all)
        layer.sensitivity = .restricted
        layer.disclosure = DisclosurePolicy(minimumCount: 3, grid: 500)
        return layer
    }()

    private static func made(_ id: String, shows: ReviewPolicy.Visibility) -> LayerDefinition {
        var hidden = SampleLayers.property("reporter", .string)
        hidden.sensitivity = .restricted
        var layer = SampleLayers.layer(
            id, .point, kind: .observation,
            properties: [
                SampleLayers.property("name", .string), SampleLayers.property("depth", .integer), hidden,
                SampleLayers.property("photo", .photo), SampleLayers.property("seen", .dateTime),
            ])
        layer.department = "test"
        layer.time = .init(property: "seen", zone: "UTC")
        layer.review = ReviewPolicy(visible: shows)
        layer.maintenance = ISODuration("P1D").map { .init(every: $0, steward: "Roads, “2nd” floor") }
        return layer
    }

    struct Ring: Authenticator {
        let device: Device

        func viewer(forKey key: String) -> Viewer? {
            switch key {
            case "tbd_phone": Viewer(name: device.name, grants: [], device: device)
            case "reader": Viewer(name: key, grants: [.init(department: "test", role: .reader)])
            case "editor", "second": Viewer(name: key, grants: [.init(department: "test", role: .editor)])
            case "steward": Viewer(name: key, grants: [.init(department: "test", role: .steward)])
            case "other": Viewer(name: key, grants: [.init(department: "waste", role: .steward)])
            default: nil
            }
        }
    }

    /// 2026-11-20T08:00:00Z.
    static let start: Int64 = 1_795_161_600_000

    let folder: URL
    let store: SpatiaLiteStore
    let dispatcher: Dispatcher
    let device = Device(id: "d1", name: "Phone 1", layers: nil, created: 0, expires: .max, isEnrolled: true)

    init() throws {
        folder = FileManager.default.temporaryDirectory.appending(path: "tabaqa-review-\(UUID().uuidString)")
        try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
        store = try SpatiaLiteStore(path: folder.appending(path: "city.sqlite").path, mode: .create)
        let catalog = SampleLayers.catalog([Self.layer, Self.open, Self.secret])
        try store.prepare(catalog)
        let engine = Engine(
            catalog: catalog, store: store, columnsDirectory: folder.appending(path: "columns").path,
            formatsExecutable: "/nonexistent"
        ).live()
        let field = try FieldDesk(
            engine: engine, store: store, directory: folder.appending(path: "files").path,
            mediaExecutable: "/nonexistent")
        dispatcher = Dispatcher(
            RouteTable.all, service: Service(engine: engine, settings: ServerSettings(), field: field),
            authenticator: Ring(device: device))
    }

    deinit { try? FileManager.default.removeItem(at: folder) }

    private struct Trusting: GeometryRules {
        mutating func examine(
            _ batch: inout FeatureBatch, of layer: LayerDefinition
        ) throws -> (flags: [FeatureFlags], violations: [(index: Int, reason: Violation.Reason)]) {
            (batch.flags, [])
        }
    }

    /// Receives an observation as the desk does.
    @discardableResult
    func receive(
        _ instance: String, deprecating old: String? = nil, name: String = "Hole", depth: Int64 = 5,
        x: Double = 37.38, y: Double = 37.06, flags: FeatureFlags = [], files: [String] = [],
        at now: Int64 = ReviewTown.start, into layer: LayerDefinition = ReviewTown.layer,
        by sender: Sender? = nil
    ) throws -> Receipt {
        let submission = Submission(
            layer: layer.id, instance: instance, deprecated: old, kind: .xform,
            body: Array("<\(instance)/>".utf8), hash: instance, sender: sender ?? device.sender,
            received: now,
            expected: files.map { Attachment(name: $0, property: "photo", isExpected: true) })
        return try store.receive(
            submission, row: try row(instance, name, depth, x, y, flags, files.first, now, layer),
            hasIssues: false, files: [], into: layer)
    }

    func row(
        _ id: String, _ name: String, _ depth: Int64, _ x: Double, _ y: Double, _ flags: FeatureFlags = [],
        _ photo: String? = nil, _ seen: Int64 = ReviewTown.start, _ layer: LayerDefinition = ReviewTown.layer
    ) throws -> ValidatedBatch {
        var batch = FeatureBatch(emptyFor: layer)
        batch.ids.append(id)
        batch.flags.append(flags)
        batch.geometry = .points(x: [x], y: [y])
        let values: [PropertyValue] = [
            .text(name), .integer(depth), .text("Ms. \(id.uppercased())"), photo.map { .text($0) } ?? .null,
            .instant(seen),
        ]
        for index in batch.columns.indices { batch.columns[index].values.append(values[index]) }
        var rules = Trusting()
        return try FeatureValidator(layer: layer).validate(
            ObservationBatch(features: batch, rows: [1]), geometry: &rules
        ).valid
    }

    /// What another program of the office makes of the row.
    func change(_ id: String, depth: Int64, y: Double = 37.06, by actor: String = "qgis") throws {
        try store.replace(
            try row(id, "Hole", depth, 37.38, y), in: Self.layer, expecting: nil, by: actor)
    }

    // MARK: asking

    struct Reply {
        let status: Int
        let text: String
        let json: [String: Any]

        subscript(_ path: String...) -> Any? {
            path.reduce(json as Any?) { value, name in (value as? [String: Any])?[name] }
        }

        var features: [[String: Any]] { json["features"] as? [[String: Any]] ?? [] }
        var ids: [String] { features.compactMap { $0["id"] as? String } }

        func review(_ id: String) -> [String: Any] {
            features.first { $0["id"] as? String == id }?["review"] as? [String: Any] ?? [:]
        }
    }

    @discardableResult
    func ask(_ target: String, as key: String? = "editor", _ body: String? = nil) throws -> Reply {
        var headers: [(name: String, value: String)] = [
            ("host", "127.0.0.1:8080"), ("accept", "application/json, application/geo+json, */*;q=0.1"),
        ]
        if let key { headers.append(("authorization", "Bearer \(key)")) }
        if body != nil { headers.append(("content-type", "application/json")) }
        let answer = dispatcher.answer(
            PlainRequest(
                body == nil ? "GET" : "POST", target, headers: headers, body: Array((body ?? "").utf8),
                peer: "192.0.2.7"))
        let bytes = try answer.bytes()
        let json = (try? JSONSerialization.jsonObject(with: Data(bytes))) as? [String: Any]
        return Reply(
            status: answer.status, text: String(decoding: bytes, as: UTF8.self), json: json ?? [:])
    }

    static let queue = "/collections/potholes/reviews"

    /// Decides with the revisions the queue shows.
    @discardableResult
    func decide(
        _ ids: [String], _ decision: String, as key: String = "editor", of layer: String = "potholes"
    ) throws -> Reply {
        let page = try ask("/collections/\(layer)/reviews", as: key)
        let named = ids.map { id in
            let revision = (page.review(id)["revision"] as? NSNumber).map { ", \"revision\": \($0)" } ?? ""
            return "{\"id\": \"\(id)\"\(revision)}"
        }
        return try ask(
            "/collections/\(layer)/reviews", as: key,
            "{\"features\": [\(named.joined(separator: ", "))], \(decision)}")
    }
}
