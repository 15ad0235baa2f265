public import Foundation
public import TabaqaFeatureModel

/// A device just made, with the one secret that opens it: seen once, kept by nobody.
public struct DeviceIssue: Sendable {
    public enum Secret: Sendable, Hashable {
        /// Gives its token to the first who shows it, until a day has passed.
        case code(String)
        /// The token itself, for clients that cannot enrol.
        case token(String)
    }

    public let device: Device
    public let secret: Secret

    /// Milliseconds a code may be used for.
    static let codeLife: Int64 = 86_400_000

    /// Adds a device to the store.
    ///
    /// - Parameters:
    ///   - layers: nil: every layer with a form.
    ///   - days: until it expires, 1 to 3,650.
    ///   - isEnrolled: whether its token is made at once.
    /// - Throws: `option.invalid`, `layer.unknown` where a layer takes no observations.
    public static func add(
        name: String, layers: Set<String>?, days: Int, quota: Int64, isEnrolled: Bool,
        catalog: LayerCatalog, to store: any FieldStore, now: Date = Date()
    ) throws -> DeviceIssue {
        guard isName(name) else {
            throw Fault(
                .optionInvalid, "A device's name must be 1 to 64 characters on one line.",
                at: Fault.Place(field: "name"), remedy: "Call it after its desk or round.")
        }
        guard (1...3_650).contains(days) else {
            throw Fault(
                .optionInvalid, "The days must be a number from 1 to 3650.", at: Fault.Place(field: "days"))
        }
        guard (1...1 << 50).contains(quota) else {
            throw Fault(
                .optionInvalid, "The quota must be from 1 byte to 1 PB.", at: Fault.Place(field: "quota"))
        }
        for id in layers ?? [] where try !catalog.layer(id).takesObservations {
            throw Fault(
                .optionInvalid, "The layer “\(id)” takes no observations.", at: Fault.Place(field: "layers"))
        }
        if layers?.isEmpty == true {
            throw Fault(.optionInvalid, "A device needs a layer.", at: Fault.Place(field: "layers"))
        }
        let time = DeviceRing.milliseconds(now)
        guard try !store.devices().contains(where: { $0.name == name && $0.isValid(at: time) }) else {
            throw Fault(
                .optionInvalid, "There is a device named “\(name)”.", at: Fault.Place(field: "name"),
                remedy: "Revoke it, or choose another name.")
        }
        let device = Device(
            id: UUID().uuidString.lowercased(), name: name, layers: layers, created: time,
            expires: time + Int64(days) * 86_400_000, quota: quota)
        let code = KeyToken.random(DeviceRing.codePrefix)
        try store.add(device, codeHash: KeyToken.hash(code), until: time + codeLife)
        guard isEnrolled else { return DeviceIssue(device: device, secret: .code(code)) }
        guard let (enrolled, token) = try enrol(code, in: store, now: now) else {
            throw Fault(.storeFailure, "The device that was just added cannot enrol.")
        }
        return DeviceIssue(device: enrolled, secret: .token(token))
    }

    /// Gives the device of the code its token, once.
    ///
    /// - Returns: nil for a code that nobody has, that was used, or is too old.
    static func enrol(
        _ code: String, in store: any FieldStore, now: Date = Date()
    ) throws -> (Device, token: String)? {
        guard code.hasPrefix(DeviceRing.codePrefix), code.utf8.count <= 128 else { return nil }
        let token = KeyToken.random(DeviceRing.prefix)
        let device = try store.enrol(
            codeHash: KeyToken.hash(code), tokenHash: KeyToken.hash(token),
            at: DeviceRing.milliseconds(now))
        return device.map { ($0, token) }
    }

    private static func isName(_ name: String) -> Bool {
        (1...64).contains(name.count) && name.utf8.count <= 256
            && name.unicodeScalars.allSatisfy { scalar in
                switch scalar.properties.generalCategory {
                case .control, .format, .lineSeparator, .paragraphSeparator, .surrogate, .unassigned: false
                default: true
                }
            }
            && name.first?.isWhitespace == false && name.last?.isWhitespace == false
    }
}

extension DeviceIssue {
    /// What the phone is given: a link for the field page, or the settings of ODK Collect.
    ///
    /// - Parameters:
    ///   - base: the address clients use, without a final slash.
    ///   - city: stands above Collect's forms.
    public func text(base: String, city: String) throws -> String {
        switch secret {
        case .code(let code): base + "/field#enrol=" + code
        case .token(let token): try CollectSettings(server: Self.server(base, token), name: city).text()
        }
    }

    /// Where a client of OpenRosa finds its forms; nil before the device has its token.
    public func server(base: String) -> String? {
        guard case .token(let token) = secret else { return nil }
        return Self.server(base, token)
    }

    private static func server(_ base: String, _ token: String) -> String {
        base + "/v1/key/\(token)/projects/1"
    }
}
