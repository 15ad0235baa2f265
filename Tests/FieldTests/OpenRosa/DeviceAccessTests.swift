import Foundation
import TabaqaEngine
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaServer

@Suite("Devices and what they open") struct DeviceAccessTests {
    @Test func `A code works once and for a day; the token it gives is another`() throws {
        let city = try DeskCity()
        func add(_ name: String) throws -> String {
            let issue = try DeviceIssue.add(
                name: name, layers: nil, days: 1, quota: 1, isEnrolled: false, catalog: city.engine.catalog,
                to: city.store)
            guard case .code(let code) = issue.secret else { throw CocoaError(.coderInvalidValue) }
            #expect(
                try issue.text(base: "https://a.example", city: "A") == "https://a.example/field#enrol="
                    + code)
            return code
        }
        let code = try add("one")
        let first = try #require(try DeviceIssue.enrol(code, in: city.store))
        #expect(first.0.name == "one" && first.token.hasPrefix("tbd_") && first.token.utf8.count == 47)
        #expect(try DeviceIssue.enrol(code, in: city.store) == nil)
        let late = try add("two")
        #expect(try DeviceIssue.enrol(late, in: city.store, now: Date(timeIntervalSinceNow: 86_500)) == nil)
        #expect(throws: Fault.self) { try add("one") }
        for wrong in ["", " x", "a\nb", String(repeating: "x", count: 65)] {
            #expect(throws: Fault.self) { try add(wrong) }
        }
        // Neither code nor token stands in the store.
        let bytes =
            try Data(contentsOf: city.folder.appending(path: "city.sqlite"))
            + ((try? Data(contentsOf: city.folder.appending(path: "city.sqlite-wal"))) ?? Data())
        for secret in [code, first.token, late] { #expect(bytes.range(of: Data(secret.utf8)) == nil) }
    }

    @Test func `A token ends when it expires and within a second of being revoked; its use is noted`()
        async throws
    {
        let town = try RosaTown()
        let ring = DeviceRing(store: town.city.store)
        #expect(try ring.viewer(forToken: town.token)?.device?.id == town.device.id)
        #expect(try ring.viewer(forToken: town.token, now: Date(timeIntervalSinceNow: 91 * 86_400)) == nil)
        #expect(try ring.viewer(forToken: town.token + "x") == nil)
        #expect(try ring.viewer(forToken: "") == nil)
        try ring.flush()
        let seen = try town.city.store.devices().first { $0.id == town.device.id }?.lastUsed
        #expect(seen.map { abs($0 - DeviceRing.milliseconds(Date())) < 60_000 } == true)
        try town.city.store.revoke(device: town.device.id, at: DeviceRing.milliseconds(Date()))
        try await Task.sleep(for: .milliseconds(600))
        #expect(try ring.viewer(forToken: town.token) == nil)
        let refused = town.ask(town.base + "/formList")
        #expect(refused.status == 403)
    }

    @Test func `A device's token opens what it sends through, and no other route`() throws {
        let town = try RosaTown()
        for route in RouteTable.all where !route.access.takesDevices && route.method != .options {
            let target = route.pattern.replacing(/\{[^}]*\}/, with: "x").replacing("…", with: "")
                .replacing("/collections/x", with: "/collections/test-reports")
            let answer = town.ask(target, method: route.method.rawValue, key: town.token)
            #expect([401, 403].contains(answer.status), "\(route.method) \(route.pattern) \(answer.status)")
        }
        #expect(town.ask("/field/forms", key: town.token).status == 200)
        #expect(town.ask("/field/forms").status == 401)
        #expect(town.ask("/field/forms", key: "steward").status != 200)
        let forms = try JSONSerialization.jsonObject(
            with: Data(town.ask("/field/forms", key: town.token).bytes()))
        let layers = ((forms as? [String: Any])?["forms"] as? [[String: Any]])?.compactMap {
            $0["layer"] as? String
        }
        #expect(layers?.contains("test-reports") == true && layers?.contains("test-closed") == false)
    }

    @Test func `Stewards make, list and revoke devices of their own departments`() throws {
        let town = try RosaTown()
        let json = ("Content-Type", "application/json")
        func add(_ body: String, _ key: String) -> PlainAnswer {
            town.ask("/devices", method: "POST", key: key, headers: [json], body: Array(body.utf8))
        }
        let made = add(#"{"name": "Round 9", "layers": ["test-reports"], "kind": "collect"}"#, "steward")
        #expect(made.status == 201, "\(town.text(made))")
        let document = try JSONSerialization.jsonObject(with: Data(made.bytes())) as? [String: Any]
        let server = try #require(document?["server"] as? String)
        #expect(town.ask(String(server.dropFirst("http://127.0.0.1".count)) + "/formList").status == 200)
        // Every layer is more than one department's.
        #expect(add(#"{"name": "All"}"#, "steward").status == 403)
        #expect([403, 404].contains(add(#"{"name": "Other", "layers": ["test-reports"]}"#, "other").status))
        #expect(add(#"{"name": "Reader", "layers": ["test-reports"]}"#, "reader").status == 403)
        #expect(add("[", "steward").status == 400)
        #expect(add(#"{"name": "X", "layers": ["nowhere"]}"#, "steward").status == 404)
        let list = town.text(town.ask("/devices", key: "steward"))
        #expect(list.contains("Round 9") && !list.contains("tbd_"))
        #expect(!town.text(town.ask("/devices", key: "other")).contains("Round 9"))
        let id = try #require(document?["id"] as? String)
        #expect(town.ask("/devices/" + id, method: "DELETE", key: "other").status == 404)
        #expect(town.ask("/devices/" + id, method: "DELETE", key: "steward").status == 204)
        #expect(try town.city.store.devices().first { $0.id == id }?.revoked != nil)
    }

    @Test func `Wrong codes and tokens use up an address's patience, right ones never`() throws {
        let town = try RosaTown(failures: FailureBudget(capacity: 3, refill: 0))
        let json = ("Content-Type", "application/json")
        var statuses: [Int] = []
        for _ in 0..<2 {
            statuses.append(
                town.ask(
                    "/field/enrol", method: "POST", headers: [json], body: Array(#"{"code":"tbe_x"}"#.utf8)
                ).status)
            statuses.append(town.ask("/v1/key/tbd_x/projects/1/formList").status)
        }
        #expect(statuses == [403, 403, 403, 429])
        #expect(town.ask(town.base + "/formList").status == 200)
        // A right token at a closed door is no guess.
        for _ in 0..<5 { #expect(town.ask("/collections", key: town.token).status == 403) }
    }
}
