internal import Crypto
public import Foundation
public import TabaqaFeatureModel

/// The file of API keys: names, hashes and grants, never the keys themselves.
public struct KeyFile: Codable, Sendable {
    public struct Grant: Codable, Sendable, Hashable {
        /// A department's id, or `*` for all.
        public var department: String
        /// `reader`, `editor` or `steward`.
        public var role: String
    }

    public struct Entry: Codable, Sendable {
        public var name: String
        /// SHA-256 of the key, in hexadecimal.
        public var sha256: String
        public var grants: [Grant]
        public var created: Date
        public var expires: Date?
        public var revoked: Date?

        /// Whether the key opens anything at that time.
        public func isValid(at now: Date) -> Bool { revoked == nil && (expires.map { now < $0 } ?? true) }

        var viewer: Viewer {
            Viewer(
                name: name,
                grants: grants.compactMap { grant in
                    Viewer.Role(rawValue: grant.role).map {
                        Viewer.Grant(department: grant.department == "*" ? nil : grant.department, role: $0)
                    }
                })
        }
    }

    public var keys: [Entry] = []

    public init() {}

    /// - Throws: `file.missing`, `catalog.invalid`.
    public static func load(_ path: String) throws(Fault) -> KeyFile {
        guard let data = FileManager.default.contents(atPath: path) else {
            throw Fault(
                .fileMissing, "The file of keys is not there.", at: Fault.Place(file: path),
                remedy: "“tabaqa key add” makes it.")
        }
        let decoder = JSONDecoder()
        decoder.dateDecodingStrategy = .iso8601
        let file: KeyFile
        do {
            file = try decoder.decode(KeyFile.self, from: data)
        } catch {
            throw Fault(
                .catalogInvalid, "The file of keys is not what “tabaqa key” writes.",
                at: Fault.Place(file: path),
                remedy: "Restore it from a copy, or delete it and issue new keys.")
        }
        for key in file.keys {
            try key.check(at: path)
        }
        return file
    }

    /// Writes the file so that readers see the old or the new one, and nobody else may read it.
    ///
    /// - Throws: `file.unwritable`.
    public func save(_ path: String) throws(Fault) {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys, .withoutEscapingSlashes]
        encoder.dateEncodingStrategy = .iso8601
        let partial = path + ".new"
        do {
            let data = try encoder.encode(self)
            unlink(partial)
            guard
                FileManager.default.createFile(
                    atPath: partial, contents: data, attributes: [.posixPermissions: 0o600]),
                rename(partial, path) == 0
            else { throw CocoaError(.fileWriteUnknown) }
        } catch {
            throw Fault(.fileUnwritable, "The file of keys cannot be written.", at: Fault.Place(file: path))
        }
    }

    /// Adds a key and returns it: the only time anyone sees it.
    ///
    /// - Throws: `option.invalid` for a name that is taken or cannot stand in a log.
    public mutating func add(
        name: String, grants: [Viewer.Grant], expires: Date?, now: Date = Date()
    ) throws(Fault) -> String {
        guard Entry.isName(name) else {
            throw Fault(
                .optionInvalid, "A key's name must be 1 to 64 letters, digits, “-”, “_” or “.”.",
                remedy: "Call it after its holder's desk or program, not after a person.")
        }
        guard !keys.contains(where: { $0.name == name && $0.isValid(at: now) }) else {
            throw Fault(
                .optionInvalid, "There is a key named “\(name)”.",
                remedy: "Revoke it, or choose another name.")
        }
        guard !grants.isEmpty else { throw Fault(.optionInvalid, "A key needs at least one grant.") }
        let key = KeyToken.random()
        keys.append(
            Entry(
                name: name, sha256: KeyToken.hash(key),
                grants: grants.map { Grant(department: $0.department ?? "*", role: $0.role.rawValue) },
                created: now, expires: expires, revoked: nil))
        return key
    }

    /// - Throws: `option.invalid` where no valid key has that name.
    public mutating func revoke(name: String, now: Date = Date()) throws(Fault) {
        guard let index = keys.firstIndex(where: { $0.name == name && $0.revoked == nil }) else {
            throw Fault(
                .optionInvalid, "There is no key named “\(name)”.", remedy: "“tabaqa key list” lists them.")
        }
        keys[index].revoked = now
    }
}

extension KeyFile.Entry {
    static func isName(_ name: String) -> Bool {
        (1...64).contains(name.utf8.count)
            && name.utf8.allSatisfy { byte in
                switch byte {
                case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
                    UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "_"),
                    UInt8(ascii: "."):
                    true
                default: false
                }
            }
    }

    fileprivate func check(at path: String) throws(Fault) {
        let isHash = sha256.utf8.count == 64 && sha256.allSatisfy(\.isHexDigit)
        guard isHash, Self.isName(name), grants.allSatisfy({ Viewer.Role(rawValue: $0.role) != nil }) else {
            throw Fault(
                .catalogInvalid, "The entry “\(name)” has no valid name, hash or role.",
                at: Fault.Place(file: path), remedy: "Roles are reader, editor and steward.")
        }
    }
}
