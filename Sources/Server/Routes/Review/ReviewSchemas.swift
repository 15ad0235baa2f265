internal import TabaqaFeatureModel

/// JSON Schemas of reviews, for OpenAPI 3.0.
enum ReviewSchemas {
    private static let text: JSON = ["type": "string"]
    private static let optionalText: JSON = ["type": "string", "nullable": true]
    private static let instant: JSON = ["type": "string", "format": "date-time"]
    private static let state: JSON = [
        "type": "string", "enum": .array(ReviewState.allCases.map { .string($0.rawValue) }),
    ]
    private static let sender: JSON = [
        "type": "object", "required": ["name"], "properties": ["name": text, "device": optionalText],
    ]
    private static let any: JSON = [
        "nullable": true, "description": "A value as the layer's property has it.",
    ]
    private static let changes: JSON = [
        "type": "array",
        "items": [
            "type": "object", "required": ["property", "before", "after"],
            "properties": ["property": text, "before": any, "after": any],
        ],
    ]
    private static let place: JSON = [
        "type": "object", "required": ["change"],
        "properties": [
            "change": ["type": "string", "enum": ["same", "moved", "added", "removed"]],
            "metres": ["type": "number", "minimum": 0],
        ],
    ]
    private static let file: JSON = [
        "type": "object", "required": ["name", "isExpected", "isPresent"],
        "properties": [
            "name": text, "property": optionalText, "isExpected": ["type": "boolean"],
            "isPresent": ["type": "boolean"], "mediaType": text, "size": ["type": "integer"],
            "received": instant, "href": text, "web": text, "thumbnail": text,
        ],
    ]
    private static let review: JSON = [
        "type": "object",
        "required": ["state", "sender", "received", "updated", "revision", "flags", "files"],
        "properties": [
            "state": state, "reason": optionalText, "assignee": optionalText, "sender": sender,
            "received": instant, "updated": instant, "revision": ["type": "integer"],
            "flags": ["type": "array", "items": text],
            "conflict": [
                "type": "string", "nullable": true,
                "description": "The instance of an edit that waits for a decision.",
            ],
            "files": [
                "type": "object", "required": ["present", "expected", "list"],
                "properties": [
                    "present": ["type": "integer"], "expected": ["type": "integer"],
                    "list": ["type": "array", "items": file],
                ],
            ],
        ],
    ]
    private static let feature: JSON = [
        "type": "object", "required": ["type", "geometry", "properties"],
        "properties": [
            "type": ["type": "string", "enum": ["Feature"]], "id": text,
            "geometry": ["type": "object", "nullable": true],
            "properties": ["type": "object", "nullable": true],
        ],
    ]

    static let queue: JSON = [
        "type": "object", "required": ["type", "features", "numberReturned", "links"],
        "properties": [
            "type": ["type": "string", "enum": ["FeatureCollection"]],
            "features": [
                "type": "array",
                "items": ["allOf": [feature, ["type": "object", "properties": ["review": review]]]],
            ],
            "numberReturned": ["type": "integer"], "links": Schemas.links,
        ],
    ]

    static let decision: JSON = [
        "type": "object", "required": ["features"],
        "properties": [
            "features": [
                "type": "array", "minItems": 1, "maxItems": 500,
                "items": [
                    "type": "object", "required": ["id"],
                    "properties": ["id": text, "revision": ["type": "integer", "format": "int64"]],
                ],
            ],
            "state": state,
            "reason": ["type": "string", "maxLength": 2000],
            "assignee": ["type": "string", "nullable": true, "maxLength": 200],
        ],
    ]

    static let decided: JSON = [
        "type": "object", "required": ["features"],
        "properties": [
            "features": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["id", "revision", "state"],
                    "properties": ["id": text, "revision": ["type": "integer"], "state": state],
                ],
            ]
        ],
    ]

    static let history: JSON = [
        "type": "object", "required": ["feature", "steps"],
        "properties": [
            "feature": text,
            "steps": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["action", "at", "actor"],
                    "properties": [
                        "action": text, "at": instant, "actor": text, "revision": ["type": "integer"],
                        "state": state, "reason": text, "changes": changes, "place": place,
                    ],
                ],
            ],
        ],
    ]

    static let conflict: JSON = [
        "type": "object", "required": ["stored", "waiting", "revision", "changes", "place"],
        "properties": [
            "stored": feature, "waiting": feature, "revision": ["type": "integer"], "changes": changes,
            "place": place, "instance": optionalText,
            "sender": [
                "type": "object", "nullable": true, "properties": ["name": text, "device": optionalText],
            ],
            "received": ["type": "string", "format": "date-time", "nullable": true],
        ],
    ]
}
