import TabaqaFeatureModel
import Testing

@testable import TabaqaServer

/// Who gets what from every route, written down by hand: a route that is not here fails.
@Suite("The access matrix") struct AccessMatrixTests {
    private typealias Outcome = AccessMatrix.Outcome

    /// Columns: public, internal, restricted, secret layer. 2: answered, 3: refused, 4: absent.
    private static let byShape: [ReleaseShape: [String: String]] = [
        .features: [
            "anonymous": "2444", "other": "2444", "reader": "2234", "editor": "2234",
            "steward": "2222",
        ],
        .density: [
            "anonymous": "2444", "other": "2444", "reader": "2234", "editor": "2234", "steward": "2222",
        ],
        .cells: [
            "anonymous": "2444", "other": "2444", "reader": "2224", "editor": "2224", "steward": "2222",
        ],
        .areaAggregates: [
            "anonymous": "2444", "other": "2444", "reader": "2234", "editor": "2234", "steward": "2222",
        ],
        .summary: [
            "anonymous": "2444", "other": "2444", "reader": "2224", "editor": "2224", "steward": "2222",
        ],
    ]

    private static let digits: [Character: Outcome] = ["2": .answered, "3": .refused, "4": .absent]

    @Test func `Each shape answers each viewer about each layer as written`() throws {
        let town = try HTTPTown()
        for (shape, rows) in Self.byShape {
            for (who, row) in rows {
                let viewer = HTTPTown.viewers[who] ?? .anonymous
                for (digit, sensitivity) in zip(row, Sensitivity.allCases) {
                    let layer = HTTPTown.layer(sensitivity)
                    let expected = try #require(Self.digits[digit])
                    #expect(
                        AccessMatrix.decide(.layer(shape), viewer, layer) == expected,
                        "\(shape) \(who) \(sensitivity)")
                    let status = town.get(
                        "/collections/\(layer.id)/\(shape.rawValue)", key: who == "anonymous" ? nil : who
                    ).status
                    #expect(
                        status == [.answered: 200, .refused: 403, .absent: 404][expected], "\(shape) \(who)")
                }
            }
        }
    }

    @Test func `Roles are asked for a key first, then for the role`() throws {
        let town = try HTTPTown()
        #expect(town.get("/steward").status == 401)
        #expect(town.get("/steward")["www-authenticate"]?.hasPrefix("Bearer") == true)
        #expect(town.get("/steward", key: "reader").status == 403)
        #expect(town.get("/steward", key: "steward").status == 200)
    }

    /// What each route of the service is for; the reviewer of a new route writes its line here.
    static let rules: [String: AccessRule] = [
        "GET /": .open, "GET /functions": .open, "GET /conformance": .open, "GET /api": .open,
        "GET /health": .open,
        "GET /ready": .open, "GET /metrics": .open, "GET /assets/{file…}": .open, "GET /robots.txt": .open,
        "GET /field": .open, "GET /field/{file…}": .open,
        "GET /field/lists/{file}": .device, "GET /field/sent": .device,
        "GET /favicon.ico": .open, "GET /tileMatrixSets": .open, "GET /tileMatrixSets/WebMercatorQuad": .open,
        "GET /collections": .known, "GET /city": .known, "GET /search": .known, "GET /inside": .known,
        "POST /inside": .known, "GET /wmts": .known, "GET /wmts/1.0.0/WMTSCapabilities.xml": .known,
    ].merging(ofLayers.map { ("GET /collections/{collectionId}" + $0.key, AccessRule.layer($0.value)) }) {
        $1
    }
    .merging([
        "GET /review": .open, "GET /status": .known, "GET /collections/{collectionId}/reviews": .edit,
        "POST /collections/{collectionId}/reviews": .edit,
        "GET /collections/{collectionId}/items/{featureId}/history": .edit,
        "GET /collections/{collectionId}/items/{featureId}/conflict": .edit,
    ]) { $1 }
    .merging([
        "GET /xyz/{collectionId}/{z}/{x}/{y}.mvt": .layer(.features),
        "GET /xyz/{collectionId}/{z}/{x}/{y}.png": .layer(.cells),
    ]) { $1 }
    .merging(ofEditing) { $1 }
    .merging(openRosa) { $1 }
    .merging([
        "GET /field/forms": .device, "POST /field/enrol": .open, "GET /devices": .role(.steward),
        "POST /devices": .role(.steward),
        "DELETE /devices/{deviceId}": .role(.steward),
    ]) { $1 }

    private static let item = "/collections/{collectionId}/items/{featureId}"

    /// What is sent by plain HTTP, and what apps keep a copy by.
    private static let ofEditing: [String: AccessRule] = [
        "PUT " + item: .contribute, "DELETE " + item: .edit,
        "POST /collections/{collectionId}/items": .contribute,
        "POST /collections/{collectionId}/photos": .contribute,
        "GET " + item + "/attachments": .layer(.features), "POST " + item + "/attachments": .contribute,
        "OPTIONS " + item + "/attachments": .contribute,
        "PUT " + item + "/attachments/{name}": .contribute,
        "GET " + item + "/attachments/{name}": .layer(.features),
        "DELETE " + item + "/attachments/{name}": .edit, "OPTIONS /uploads": .open,
        "OPTIONS /uploads/{uploadId}": .open, "HEAD /uploads/{uploadId}": .sender,
        "PATCH /uploads/{uploadId}": .sender, "DELETE /uploads/{uploadId}": .sender,
        "GET /collections/{collectionId}/changes": .layer(.features),
        "GET /collections/{collectionId}/form": .contribute,
    ]

    /// What phones speak, below a token and below the root.
    private static let openRosa: [String: AccessRule] = Dictionary(
        uniqueKeysWithValues: ["/v1/key/{token}/projects/{projectId}", ""].flatMap { base in
            [
                "GET \(base)/formList", "GET \(base)/forms/{formId}.xml",
                "GET \(base)/forms/{formId}/manifest",
                "GET \(base)/forms/{formId}/media/{file}", "GET \(base)/forms/{formId}/integrity",
                "HEAD \(base)/submission", "POST \(base)/submission",
            ].map { ($0, AccessRule.device) }
        })

    private static let tile = "/WebMercatorQuad/{tileMatrix}/{tileRow}/{tileCol}"

    private static let ofLayers: [String: ReleaseShape] = [
        "": .summary, "/queryables": .features, "/sortables": .features, "/schema": .features,
        "/items": .features, "/items/{featureId}": .features, "/items/{featureId}/profile": .features,
        "/timeline": .features, "/aggregate": .areaAggregates, "/density": .cells, "/legend": .cells,
        "/sheet": .cells, "/tiles": .features, "/tiles/WebMercatorQuad": .features,
        "/tiles" + tile: .features,
        "/map/tiles": .cells, "/map/tiles/WebMercatorQuad": .cells, "/map/tiles" + tile: .cells,
        "/tilejson": .features, "/map/tilejson": .cells,
    ]

    @Test func `Every route is in the matrix, once`() {
        let lines = AccessMatrix(RouteTable.all).lines
        for line in lines {
            #expect(
                Self.rules["\(line.method) \(line.pattern)"] == line.rule,
                "\(line.method) \(line.pattern) (\(line.rule)) is not in the matrix as it is")
        }
        let names = Set(lines.map { "\($0.method) \($0.pattern)" })
        #expect(names.count == lines.count, "an address is there twice")
    }

    @Test func `A route with a layer in its address is a layer's route`() {
        for line in AccessMatrix(RouteTable.all).lines where line.pattern.contains("{collectionId}") {
            switch line.rule {
            case .layer, .contribute, .edit: break
            case .open, .known, .role, .device, .sender:
                Issue.record("\(line.pattern) would answer for any layer")
            }
        }
    }
}
