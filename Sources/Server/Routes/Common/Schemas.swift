/// JSON Schemas of documents, for OpenAPI 3.0.
enum Schemas {
    static let link: JSON = [
        "type": "object", "required": ["href", "rel"],
        "properties": [
            "href": ["type": "string"], "rel": ["type": "string"], "type": ["type": "string"],
            "title": ["type": "string"], "templated": ["type": "boolean"],
        ],
    ]

    static let links: JSON = ["type": "array", "items": link]

    /// An object with links.
    static let linked: JSON = ["type": "object", "required": ["links"], "properties": ["links": links]]

    static let collection: JSON = [
        "type": "object", "required": ["id", "links"],
        "properties": [
            "id": ["type": "string"], "title": ["type": "string"], "description": ["type": "string"],
            "itemType": ["type": "string"], "crs": ["type": "array", "items": ["type": "string"]],
            "storageCrs": ["type": "string"], "extent": ["type": "object"], "links": links,
        ],
    ]

    static let collections: JSON = [
        "type": "object", "required": ["links", "collections"],
        "properties": ["links": links, "collections": ["type": "array", "items": collection]],
    ]

    static let problem: JSON = [
        "type": "object", "required": ["title", "status", "code"],
        "properties": [
            "type": ["type": "string"], "title": ["type": "string"], "status": ["type": "integer"],
            "detail": ["type": "string"], "code": ["type": "string"], "instance": ["type": "string"],
            "field": ["type": "string"],
        ],
    ]
}
