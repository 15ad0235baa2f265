internal import Foundation
internal import TabaqaEngine
internal import TabaqaFeatureModel

/// Devices that send from the field: made and revoked by stewards, enrolled by whoever holds the code.
public enum DeviceRoutes {
    public static let all: [Route] = [enrol, list, add, revoke]

    private static let tag = "Devices"

    /// The code is used up by the first who shows it.
    private static let enrol = Route(
        .post, "/field/enrol", id: "enrolDevice", tag: tag, "Gives a device its token, once.", access: .open,
        schema: ["type": "object", "required": ["token", "name", "layers", "expires"]],
        body: (
            "application/json",
            [
                "type": "object", "required": ["code"], "properties": ["code": ["type": "string"]],
            ]
        )
    ) { call in
        struct Body: Decodable { var code: String }
        let body = try call.decoded(Body.self)
        guard let (device, token) = try DeviceIssue.enrol(body.code, in: call.field.store) else {
            throw Fault(
                .deviceInvalid, "The code is wrong, was used, or is too old.",
                remedy: "Ask whoever gave it to you for a new one.")
        }
        let layers = call.engine.catalog.layers.filter(device.covers).map { JSON.string($0.id) }
        let answer: JSON = [
            "token": .string(token), "name": .string(device.name), "layers": .array(layers),
            "expires": .string(instant(device.expires)),
        ]
        return Answer(.json, .bytes(answer.bytes), caching: .never)
    }

    private static let list = Route(
        .get, "/devices", id: "getDevices", tag: tag, "The devices of your departments.",
        access: .role(.steward)
    ) { call in
        let now = DeviceRing.milliseconds(Date())
        let devices = try call.field.store.devices().filter { call.mayManage($0.layers) }
        let answer: JSON = ["devices": .array(devices.map { document($0, now) })]
        return Answer(.json, .bytes(answer.bytes), caching: .never)
    }

    private static let add = Route(
        .post, "/devices", id: "addDevice", tag: tag,
        "Makes a device, and the code or the settings by which a phone becomes it; shown once.",
        access: .role(.steward),
        body: (
            "application/json",
            [
                "type": "object", "required": ["name"],
                "properties": [
                    "name": ["type": "string", "maxLength": 64],
                    "layers": ["type": "array", "items": ["type": "string"]],
                    "days": ["type": "integer", "minimum": 1, "maximum": 3650],
                    "quota": ["type": "integer", "minimum": 1],
                    "kind": ["type": "string", "enum": ["page", "collect"]],
                ],
            ]
        )
    ) { call in
        struct Body: Decodable {
            var name: String
            var layers: [String]?
            var days: Int?
            var quota: Int64?
            var kind: String?
        }
        let body = try call.decoded(Body.self)
        let layers = body.layers.map(Set.init)
        guard ["page", "collect", nil].contains(body.kind) else {
            throw Fault(.optionInvalid, "A device's kind is page or collect.", at: Fault.Place(field: "kind"))
        }
        for id in layers ?? [] { _ = try call.layer(named: id) }
        guard call.mayManage(layers) else {
            throw Fault(.keyRole, "You may make devices for layers of your departments only.")
        }
        let issue = try DeviceIssue.add(
            name: body.name, layers: layers, days: body.days ?? 90, quota: body.quota ?? 20 << 30,
            isEnrolled: body.kind == "collect", catalog: call.engine.catalog, to: call.field.store)
        let text = try issue.text(base: call.base, city: call.engine.catalog.city.name[call.language])
        let answer = document(issue.device, issue.device.created).adding([
            ("qr", .string(text)), ("server", issue.server(base: call.base).map(JSON.string)),
        ])
        return Answer(
            status: 201, .json, .bytes(answer.bytes), caching: .never,
            headers: [("Location", call.base + "/devices/" + issue.device.id)])
    }

    private static let revoke = Route(
        .delete, "/devices/{deviceId}", id: "revokeDevice", tag: tag,
        "Ends a device's access within a second.", access: .role(.steward),
        parameters: [Parameter("deviceId", in: .path, "The device.")], mayBeEmpty: true
    ) { call in
        let id = call.path["deviceId"]
        let device = try call.field.store.devices().first { $0.id == id && call.mayManage($0.layers) }
        guard let device else { throw Fault(.httpPathUnknown, "There is no such device.") }
        try call.field.store.revoke(device: device.id, at: DeviceRing.milliseconds(Date()))
        return Answer(status: 204, nil, .none, caching: .never)
    }

    private static func document(_ device: Device, _ now: Int64) -> JSON {
        let state =
            device.revoked != nil
            ? "revoked" : !device.isValid(at: now) ? "expired" : device.isEnrolled ? "active" : "waiting"
        let own: JSON = [
            "id": .string(device.id), "name": .string(device.name), "state": .string(state),
            "layers": device.layers.map { .array($0.sorted().map(JSON.string)) } ?? .null,
            "created": .string(instant(device.created)), "expires": .string(instant(device.expires)),
            "quota": .integer(device.quota),
        ]
        return own.adding([
            ("lastUsed", device.lastUsed.map { .string(instant($0)) }),
            ("revoked", device.revoked.map { .string(instant($0)) }),
        ])
    }

    private static func instant(_ milliseconds: Int64) -> String {
        Date(timeIntervalSince1970: Double(milliseconds) / 1000).formatted(.iso8601)
    }
}

extension Call {
    /// Whether the viewer is steward of every department whose layers these are; nil: of all.
    fileprivate func mayManage(_ layers: Set<String>?) -> Bool {
        let isGeneral = viewer.grants.contains { $0.department == nil && $0.role >= .steward }
        guard let layers, !isGeneral else { return isGeneral }
        return layers.allSatisfy { id in
            guard let layer = try? engine.catalog.layer(id) else { return false }
            return viewer.role(in: layer.department) == .steward
        }
    }

    /// The body as JSON.
    ///
    /// - Throws: `http.malformed`.
    fileprivate func decoded<Value: Decodable>(_ type: Value.Type) throws -> Value {
        do {
            return try JSONDecoder().decode(type, from: Data(body))
        } catch {
            throw Fault(.httpMalformed, "The body is not the JSON this address takes.")
        }
    }
}
