import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

@Suite("Keys") struct KeyTests {
    private let folder = FileManager.default.temporaryDirectory.appending(
        path: "tabaqa-keys-\(UUID().uuidString)")
    private var path: String { folder.appending(path: "keys.json").path }
    private let grant = Viewer.Grant(department: "fire", role: .reader)

    init() throws { try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true) }

    @Test func `A key is made, opens, is revoked, and then is as any wrong one`() throws {
        var file = KeyFile()
        let key = try file.add(name: "desk", grants: [grant], expires: nil)
        try file.save(path)
        #expect(try KeyRing(path: path).viewer(forKey: key) == Viewer(name: "desk", grants: [grant]))
        for wrong in ["", "tbq_", String(key.dropLast()), key + "a", key.uppercased(), "desk"] {
            #expect(try KeyRing(path: path).viewer(forKey: wrong) == nil)
        }
        try file.revoke(name: "desk")
        try file.save(path)
        #expect(try KeyRing(path: path).viewer(forKey: key) == nil)
        #expect(throws: Fault.self) { try file.revoke(name: "desk") }
        // The name is free again; the old key stays shut.
        let second = try file.add(name: "desk", grants: [grant], expires: nil)
        try file.save(path)
        #expect(try KeyRing(path: path).viewer(forKey: second) != nil)
        #expect(try KeyRing(path: path).viewer(forKey: key) == nil)
    }

    @Test func `A key has 256 random bits, and the file has only its hash, for its owner only`() throws {
        var file = KeyFile()
        let keys = try (0..<100).map { try file.add(name: "k\($0)", grants: [grant], expires: nil) }
        #expect(Set(keys).count == 100)
        #expect(keys.allSatisfy { $0.hasPrefix("tbq_") && $0.utf8.count == 4 + 43 })
        try file.save(path)
        let text = try String(contentsOfFile: path, encoding: .utf8)
        #expect(keys.allSatisfy { !text.contains($0.dropFirst(4)) })
        let mode = try FileManager.default.attributesOfItem(atPath: path)[.posixPermissions] as? NSNumber
        #expect(mode?.intValue == 0o600)
        // SHA-256 of "abc", FIPS 180-4.
        #expect(KeyToken.hash("abc") == "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad")
    }

    @Test func `An expired key opens nothing`() throws {
        var file = KeyFile()
        let old = try file.add(name: "old", grants: [grant], expires: Date(timeIntervalSinceNow: -1))
        let new = try file.add(name: "new", grants: [grant], expires: Date(timeIntervalSinceNow: 60))
        try file.save(path)
        let ring = try KeyRing(path: path)
        #expect(ring.viewer(forKey: old) == nil)
        #expect(ring.viewer(forKey: new)?.name == "new")
    }

    @Test func `A running server notices the file's changes, also its loss`() async throws {
        var file = KeyFile()
        let first = try file.add(name: "first", grants: [grant], expires: nil)
        try file.save(path)
        let ring = try KeyRing(path: path)
        let second = try file.add(name: "second", grants: [grant], expires: nil)
        try file.revoke(name: "first")
        try file.save(path)
        try await Task.sleep(for: .milliseconds(700))
        #expect(ring.viewer(forKey: first) == nil)
        #expect(ring.viewer(forKey: second) != nil)
        try FileManager.default.removeItem(atPath: path)
        try await Task.sleep(for: .milliseconds(700))
        #expect(ring.viewer(forKey: second) == nil)
    }

    @Test func `Names and grants that could mislead are refused`() throws {
        var file = KeyFile()
        for name in ["", "a b", "a\nb", String(repeating: "x", count: 65), "مكتب"] {
            #expect(throws: Fault.self) { try file.add(name: name, grants: [grant], expires: nil) }
        }
        #expect(throws: Fault.self) { try file.add(name: "none", grants: [], expires: nil) }
        _ = try file.add(name: "one", grants: [grant], expires: nil)
        #expect(throws: Fault.self) { try file.add(name: "one", grants: [grant], expires: nil) }
    }

    @Test(arguments: ["", "{", "[]", "{\"keys\":[{\"name\":\"a\"}]}", "{\"keys\":3}"])
    func `A file that is not one of keys is refused with its name`(_ text: String) throws {
        try Data(text.utf8).write(to: URL(fileURLWithPath: path))
        let fault = #expect(throws: Fault.self) { try KeyFile.load(path) }
        #expect(fault?.code == .catalogInvalid && fault?.place?.file == path)
    }

    @Test func `A wrong key is 401 everywhere, in either header, and never anyone`() throws {
        let town = try HTTPTown()
        for headers in [
            [("Authorization", "Bearer wrong")], [("X-API-Key", "wrong")],
            [("Authorization", "Basic cmVhZGVy")],
            [("Authorization", "reader")], [("Authorization", "Bearer reader"), ("X-API-Key", "steward")],
            [("Authorization", "Bearer ")], [("X-API-Key", "")],
        ] {
            let answer = town.get("/echo", headers: headers)
            #expect(answer.status == 401, "\(headers)")
            #expect(answer["www-authenticate"] == "Bearer realm=\"tabaqa\"")
        }
        #expect(town.get("/echo", headers: [("X-API-Key", "reader")]).viewer == "reader")
        #expect(town.get("/echo", headers: [("Authorization", "bearer reader")]).viewer == "reader")
    }

    @Test func `Wrong keys run out for an address, right ones do not`() throws {
        let town = try HTTPTown(failures: FailureBudget(capacity: 3, refill: 0))
        let statuses = (0..<5).map { _ in town.get("/echo", key: "wrong").status }
        #expect(statuses == [401, 401, 401, 429, 429])
        #expect(town.get("/echo", key: "wrong")["retry-after"] != nil)
        #expect(town.get("/echo", key: "reader").status == 200)
        #expect(town.get("/echo", key: "wrong", peer: "192.0.2.99").status == 401)
    }

    @Test func `The bucket refills, and the table of addresses is bounded`() {
        let budget = FailureBudget(capacity: 2, refill: 1, mostAddresses: 100)
        let now = ContinuousClock.now
        #expect(budget.spend("a", now: now) && budget.spend("a", now: now) && !budget.spend("a", now: now))
        #expect(budget.spend("a", now: now + .seconds(1)))
        #expect(!budget.spend("a", now: now + .seconds(1)))
        for address in 0..<1000 { _ = budget.spend("x\(address)", now: now + .seconds(1)) }
        // Newcomers beyond the bound share what is left.
        #expect(!budget.spend("newcomer", now: now + .seconds(1)))
        #expect(budget.spend("newcomer", now: now + .seconds(60)))
    }
}
