import Foundation
import TabaqaFeatureModel
import TabaqaSpatiaLiteStore
import Testing

@testable import TabaqaServer

/// The review queue through every check of the server, on a real store.
@Suite("Reviewing") struct ReviewTests {
    private let town: ReviewTown

    init() throws { town = try ReviewTown() }

    @Test func `A reviewer sees what came, newest first, with its findings and its files`() throws {
        try town.receive("a", flags: .outsideBoundary, at: ReviewTown.start)
        try town.receive("b", files: ["one.jpg", "two words.jpg"], at: ReviewTown.start + 1000)
        let reply = try town.ask(ReviewTown.queue)
        #expect(reply.status == 200)
        #expect(reply.ids == ["b", "a"])
        let first = reply.review("a")
        #expect(first["flags"] as? [String] == ["outside-boundary"])
        #expect(first["state"] as? String == "received")
        #expect((first["sender"] as? [String: Any])?["device"] as? String == "d1")
        #expect(first["received"] as? String == "2026-11-20T08:00:00Z")
        let files = try #require(reply.review("b")["files"] as? [String: Any])
        #expect(files["expected"] as? Int == 2)
        #expect(files["present"] as? Int == 0)
        let names = (files["list"] as? [[String: Any]])?.compactMap { $0["name"] as? String }
        #expect(names?.sorted() == ["one.jpg", "two words.jpg"])
        let place = (reply.features.first?["geometry"] as? [String: Any])?["coordinates"] as? [Double]
        #expect(place == [37.38, 37.06])
    }

    @Test func `A present file comes with its addresses, whatever its name`() throws {
        try town.receive("a", files: ["صورة 1/2.jpg"])
        _ = try town.store.attach(
            "صورة 1/2.jpg", Blob(sha256: String(repeating: "0", count: 64), size: 9, mediaType: "image/jpeg"),
            property: "photo", to: FeatureID("a"), in: ReviewTown.layer, by: town.device.sender,
            at: ReviewTown.start)
        let files = try #require(try town.ask(ReviewTown.queue).review("a")["files"] as? [String: Any])
        #expect(files["present"] as? Int == 1)
        let file = try #require((files["list"] as? [[String: Any]])?.first)
        let address = try #require(file["thumbnail"] as? String)
        let url = try #require(URL(string: address))
        #expect(address.hasSuffix("%2F2.jpg?size=thumbnail"))
        #expect(url.path(percentEncoded: false).hasSuffix("/items/a/attachments/صورة 1/2.jpg"))
    }

    @Test func `Nobody but the department's editors sees or decides anything`() throws {
        try town.receive("a", name: "Marked hole")
        try town.receive("s", name: "Marked complaint", into: ReviewTown.secret)
        let paths = ["reviews", "items/a/history", "items/a/conflict"].map { "/collections/potholes/" + $0 }
        for path in paths {
            for (key, status) in [(nil, 401), ("reader", 403), ("tbd_phone", 403), ("other", 403)] {
                let reply = try town.ask(path, as: key)
                #expect(reply.status == status, "\(path) \(key ?? "nobody")")
                #expect(!reply.text.contains("Marked"))
            }
        }
        let body = "{\"features\": [{\"id\": \"a\"}], \"state\": \"approved\"}"
        for (key, status) in [(nil, 401), ("reader", 403), ("tbd_phone", 403), ("other", 403)] {
            #expect(try town.ask(ReviewTown.queue, as: key, body).status == status, "\(key ?? "nobody")")
        }
        #expect(try town.ask(ReviewTown.queue).review("a")["state"] as? String == "received")
        // Rows of a guarded layer are above an editor; to others it is not there.
        #expect(try town.ask("/collections/complaints/reviews").status == 403)
        #expect(try town.ask("/collections/complaints/reviews", as: "steward").status == 200)
        for key in [nil, "other"] {
            #expect(try town.ask("/collections/complaints/reviews", as: key).status == 404)
        }
        // To a phone every layer's queue is closed, the ones there are not as well.
        for layer in ["complaints", "nowhere"] {
            #expect(try town.ask("/collections/\(layer)/reviews", as: "tbd_phone").status == 403)
        }
    }

    @Test func `A property above the editor is neither in the queue nor in history nor in a waiting edit`()
        throws
    {
        try town.receive("a")
        try town.change("a", depth: 6)
        try town.receive("b", deprecating: "a", depth: 7)
        for path in [
            ReviewTown.queue, "/collections/potholes/items/a/conflict",
            "/collections/potholes/items/a/history",
        ] {
            if path.hasSuffix("history") {
                // The reporter of the edit takes the place of the first one's.
                #expect(try town.decide(["a"], "\"state\": \"approved\"").status == 200)
            }
            let reply = try town.ask(path)
            #expect(reply.status == 200, "\(path)")
            #expect(!reply.text.contains("Ms. ") && !reply.text.contains("reporter"), "\(path)")
            #expect(reply.text.contains("depth"), "\(path)")
            if path != ReviewTown.queue {
                #expect(try town.ask(path, as: "steward").text.contains("reporter"), "\(path)")
            }
        }
    }

    @Test func `What is approved is everybody's at once, in features and tiles`() throws {
        try town.receive("a", x: 37.38, y: 37.06)
        let items = "/collections/potholes/items?f=geojson"
        // Zoom 14 at 37.38, 37.06, by the formula of the Web Mercator tiles.
        let column = Int((37.38 + 180) / 360 * 16384)
        let latitude = 37.06 * Double.pi / 180
        let tileRow = Int((1 - log(tan(latitude) + 1 / cos(latitude)) / Double.pi) / 2 * 16384)
        let tile = "/xyz/potholes/14/\(column)/\(tileRow).mvt"
        #expect(try town.ask(items, as: nil).features.isEmpty)
        #expect(try town.ask(items, as: "reader").features.count == 1)
        #expect(!(try town.ask(tile, as: nil).text.contains("depth")))
        #expect(try town.decide(["a"], "\"state\": \"approved\"").status == 200)
        #expect(try town.ask(items, as: nil).features.count == 1)
        #expect(try town.ask(tile, as: nil).text.contains("depth"))
        #expect(try town.decide(["a"], "\"state\": \"rejected\", \"reason\": \"No.\"").status == 200)
        #expect(try town.ask(items, as: nil).features.isEmpty)
        #expect(try town.ask(items, as: "reader").features.isEmpty)
        #expect(!(try town.ask(tile, as: nil).text.contains("depth")))
    }

    @Test(arguments: ["rejected", "hasIssues"])
    func `Nothing is sent back without a reason`(_ state: String) throws {
        try town.receive("a")
        for reason in ["", ", \"reason\": \"\"", ", \"reason\": \" \\n \"", ", \"reason\": null"] {
            let reply = try town.decide(["a"], "\"state\": \"\(state)\"\(reason)")
            #expect(reply.status == 422)
            #expect(reply["code"] as? String == "review.reason")
        }
        #expect(try town.ask(ReviewTown.queue).review("a")["state"] as? String == "received")
        let reply = try town.decide(["a"], "\"state\": \"\(state)\", \"reason\": \"الصورة غير واضحة\"")
        #expect(reply.status == 200)
        let review = try town.ask(ReviewTown.queue).review("a")
        #expect(review["state"] as? String == state)
        #expect(review["reason"] as? String == "الصورة غير واضحة")
    }

    @Test func `Who decides about what somebody else changed is told which, and nothing is decided`() throws {
        for id in ["a", "b", "c"] { try town.receive(id) }
        let page = try town.ask(ReviewTown.queue)
        try town.change("b", depth: 9)
        let named = ["a", "b", "c"].map { id -> String in
            let revision = (page.review(id)["revision"] as? NSNumber) ?? 0
            return "{\"id\": \"\(id)\", \"revision\": \(revision)}"
        }
        let body = "{\"features\": [\(named.joined(separator: ","))], \"state\": \"approved\"}"
        let reply = try town.ask(ReviewTown.queue, body)
        #expect(reply.status == 409)
        #expect(reply["code"] as? String == "review.conflict")
        #expect(reply.json["features"] as? [String] == ["b"])
        #expect((reply["detail"] as? String)?.contains("“b”") == true)
        let after = try town.ask(ReviewTown.queue)
        #expect(["a", "b", "c"].allSatisfy { after.review($0)["state"] as? String == "received" })
        #expect(try town.decide(["a", "b", "c"], "\"state\": \"approved\"").status == 200)
        #expect(try town.ask(ReviewTown.queue + "?state=approved").ids.count == 3)
    }

    @Test func `Every step stands in one chain, with who, when and what changed`() throws {
        try town.receive("a", depth: 5, y: 37.06)
        // 0.001 degrees of latitude are 111.2 m.
        try town.change("a", depth: 8, y: 37.061)
        try town.decide(["a"], "\"state\": \"hasIssues\", \"reason\": \"Too deep?\"")
        try town.decide(["a"], "\"state\": \"approved\"", as: "second")
        let reply = try town.ask("/collections/potholes/items/a/history")
        let steps = try #require(reply.json["steps"] as? [[String: Any]])
        #expect(steps.map { $0["action"] as? String } == ["insert", "replace", "review", "review"])
        #expect(steps.map { $0["actor"] as? String } == ["Phone 1", "qgis", "editor", "second"])
        let revisions = steps.compactMap { $0["revision"] as? Int }
        #expect(revisions == revisions.sorted())
        let change = try #require(
            (steps[1]["changes"] as? [[String: Any]])?.first { $0["property"] as? String == "depth" })
        #expect(change["before"] as? Int == 5 && change["after"] as? Int == 8)
        let place = try #require(steps[1]["place"] as? [String: Any])
        #expect(place["change"] as? String == "moved")
        #expect(abs(((place["metres"] as? Double) ?? 0) - 111.2) < 0.6)
        #expect(steps[2]["reason"] as? String == "Too deep?")
        #expect(steps[3]["state"] as? String == "approved")
        #expect(try town.ask("/collections/potholes/items/none/history").status == 404)
    }

    @Test func `An edit of what others changed waits beside it; approving takes it, rejecting drops it`()
        throws
    {
        for id in ["a", "b"] {
            try town.receive(id, depth: 5)
            try town.change(id, depth: 6)
            let receipt = try town.receive(id + "2", deprecating: id, depth: 7, at: ReviewTown.start + 5000)
            #expect(receipt.outcome == .conflicting)
            let reply = try town.ask("/collections/potholes/items/\(id)/conflict")
            #expect(reply["stored", "properties", "depth"] as? Int == 6)
            #expect(reply["waiting", "properties", "depth"] as? Int == 7)
            #expect(
                (reply.json["changes"] as? [[String: Any]])?.map { $0["property"] as? String }.contains(
                    "depth") == true)
            #expect(reply["instance"] as? String == id + "2")
            #expect(reply["sender", "name"] as? String == "Phone 1")
            #expect(try town.ask(ReviewTown.queue).review(id)["conflict"] as? String == id + "2")
        }
        #expect(try town.decide(["a"], "\"state\": \"approved\"").status == 200)
        #expect(
            try town.decide(["b"], "\"state\": \"rejected\", \"reason\": \"Older than ours.\"").status == 200)
        let items = try town.ask("/collections/potholes/items?f=geojson", as: "steward")
        let depths = items.features.map { ($0["properties"] as? [String: Any])?["depth"] as? Int }
        #expect(Dictionary(uniqueKeysWithValues: zip(items.ids, depths)) == ["a": 7, "b": 6])
        #expect(try town.ask("/collections/potholes/items/a/conflict").status == 404)
        #expect(try town.ask("/collections/potholes/items/b/conflict").status == 404)
    }

    @Test func `Pages hold everything once, whatever is asked of them`() throws {
        for number in 0..<23 {
            try town.receive(
                "n\(number)", flags: number.isMultiple(of: 5) ? .poorAccuracy : [],
                files: number.isMultiple(of: 2) ? ["p.jpg"] : [], at: ReviewTown.start + Int64(number / 3))
        }
        for (query, count) in [
            ("", 23), ("&flag=poor-accuracy", 5), ("&incomplete=true", 12), ("&device=d1", 23),
            ("&device=d2", 0),
        ] {
            var seen: [String] = []
            var target = ReviewTown.queue + "?limit=4" + query
            for _ in 0..<30 {
                let reply = try town.ask(target)
                #expect(reply.status == 200, "\(target) \(reply.text)")
                seen += reply.ids
                let next = (reply.json["links"] as? [[String: Any]])?.first { $0["rel"] as? String == "next" }
                guard let address = next?["href"] as? String, let url = URLComponents(string: address) else {
                    break
                }
                target = url.percentEncodedPath + "?" + (url.percentEncodedQuery ?? "")
            }
            #expect(seen.count == count, "\(query)")
            #expect(Set(seen).count == seen.count, "\(query)")
        }
        #expect(try town.ask(ReviewTown.queue + "?cursor=AAAA").status == 400)
        #expect(try town.ask(ReviewTown.queue + "?state=perhaps").status == 400)
        #expect(try town.ask(ReviewTown.queue + "?flag=perhaps").status == 400)
        #expect(try town.ask(ReviewTown.queue + "?limit=501").status == 400)
    }

    @Test func `An observation is given to somebody and taken away again`() throws {
        for id in ["a", "b"] { try town.receive(id) }
        #expect(try town.decide(["a"], "\"assignee\": \"Ayşe\"").status == 200)
        #expect(try town.ask(ReviewTown.queue + "?assignee=Ay%C5%9Fe").ids == ["a"])
        #expect(try town.ask(ReviewTown.queue).review("a")["assignee"] as? String == "Ayşe")
        #expect(try town.decide(["a"], "\"assignee\": null").status == 200)
        #expect(try town.ask(ReviewTown.queue + "?assignee=Ay%C5%9Fe").ids.isEmpty)
    }

    @Test(arguments: [
        "", "null", "[]", "{}", "{\"features\": []}", "{\"features\": [{}], \"state\": \"approved\"}",
        "{\"features\": [{\"id\": 7}], \"state\": \"approved\"}", "{\"features\": [{\"id\": \"a\"}]}",
        "{\"features\": [{\"id\": \"a\"}], \"state\": \"maybe\"}",
        "{\"features\": [{\"id\": \"a\"}, {\"id\": \"a\"}], \"state\": \"approved\"}",
        "{\"features\": [{\"id\": \"a\", \"revision\": 99999999999999999999}], \"state\": \"approved\"}",
        "{\"features\": [{\"id\": \"a\", \"revision\": 1.5}], \"state\": \"approved\"}",
        "{\"features\": [{\"id\": \"none\"}], \"state\": \"approved\"}",
    ])
    func `A body that is no decision decides nothing`(_ body: String) throws {
        try town.receive("a")
        let reply = try town.ask(ReviewTown.queue, body)
        #expect((400..<500).contains(reply.status), "\(body): \(reply.status)")
        #expect(try town.ask(ReviewTown.queue).review("a")["state"] as? String == "received")
    }

    @Test func `A body that is too deep or too long is refused, not swallowed`() throws {
        try town.receive("a")
        let deep = String(repeating: "[", count: 50_000)
        let many = (0...500).map { "{\"id\": \"\($0)\"}" }.joined(separator: ",")
        let long = String(repeating: "x", count: 3000)
        for body in [
            deep, "{\"features\": \(deep)", "{\"features\": [\(many)], \"state\": \"approved\"}",
            "{\"features\": [{\"id\": \"a\"}], \"state\": \"rejected\", \"reason\": \"\(long)\"}",
            "{\"features\": [{\"id\": \"a\"}], \"state\": \"rejected\", \"reason\": \"a\\u0000b\"}",
        ] {
            #expect((400..<500).contains(try town.ask(ReviewTown.queue, body).status))
        }
        #expect(try town.ask(ReviewTown.queue).review("a")["state"] as? String == "received")
    }
}
