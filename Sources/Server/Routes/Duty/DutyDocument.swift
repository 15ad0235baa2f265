internal import TabaqaEngine
internal import TabaqaFeatureModel

/// The duty board as JSON.
enum DutyDocument {
    private static let count: JSON = ["type": "integer", "minimum": 0]
    private static let share: JSON = ["type": "number", "minimum": 0, "maximum": 1]

    static let schema: JSON = [
        "type": "object", "required": ["layers"],
        "properties": [
            "layers": [
                "type": "array",
                "items": [
                    "type": "object", "required": ["layer", "department", "title", "isWithheld"],
                    "properties": [
                        "layer": ["type": "string"], "department": ["type": "string"],
                        "departmentTitle": ["type": "string"], "title": ["type": "string"],
                        "steward": ["type": "string"], "every": ["type": "string"],
                        "isWithheld": ["type": "boolean"], "newest": ["type": "string"],
                        "due": ["type": "string"], "overdueDays": ["type": "number"], "rows": count,
                        "completeness": share, "requiredCompleteness": share, "flaggedShare": share,
                        "reviews": ["type": "object", "additionalProperties": count],
                        "files": [
                            "type": "object",
                            "properties": [
                                "expected": count, "present": count, "incompleteObservations": count,
                                "lateObservations": count,
                            ],
                        ], "conflicts": count,
                        "trend": [
                            "type": "object",
                            "properties": [
                                "of": ["type": "string", "enum": ["received", "recorded"]],
                                "counts": ["type": "array", "items": count],
                            ],
                        ],
                    ],
                ],
            ]
        ],
    ]

    static func make(_ duties: [LayerDuty]) -> JSON { ["layers": .array(duties.map(line))] }

    private static func line(_ duty: LayerDuty) -> JSON {
        let status = duty.status
        let own: JSON = [
            "layer": .string(status.layer), "department": .string(duty.department),
            "departmentTitle": .string(status.department), "title": .string(status.title),
            "isWithheld": .bool(status.isWithheld),
        ]
        return own.adding([
            ("steward", status.steward.map { .string($0) }), ("every", status.every.map { .string($0) }),
            ("newest", status.newest.map { JSON(instant: $0) }),
            ("due", status.due.map { JSON(instant: $0) }),
            ("overdueDays", status.overdue.map { .number((Double($0) / 8_640_000).rounded() / 10) }),
            ("rows", status.rows.map { .integer(Int64($0)) }),
            ("completeness", duty.completeness.map { rounded($0) }),
            ("requiredCompleteness", duty.requiredCompleteness.map { rounded($0) }),
            ("flaggedShare", status.flaggedShare.map { rounded($0) }),
            ("reviews", duty.tally.map(reviews)), ("files", duty.tally.map(files)),
            ("conflicts", duty.tally.map { .integer(Int64($0.conflicts)) }),
            ("trend", duty.trend.isEmpty ? nil : trend(duty)),
        ])
    }

    private static func rounded(_ share: Double) -> JSON { .number((share * 10_000).rounded() / 10_000) }

    private static func reviews(_ tally: FieldTally) -> JSON {
        .object(ReviewState.allCases.map { ($0.rawValue, .integer(Int64(tally.states[$0] ?? 0))) })
    }

    private static func files(_ tally: FieldTally) -> JSON {
        [
            "expected": .integer(Int64(tally.expectedFiles)), "present": .integer(Int64(tally.presentFiles)),
            "incompleteObservations": .integer(Int64(tally.incomplete)),
            "lateObservations": .integer(Int64(tally.late)),
        ]
    }

    private static func trend(_ duty: LayerDuty) -> JSON {
        [
            "of": .string(duty.isTrendOfReception ? "received" : "recorded"),
            "counts": .array(duty.trend.map { .integer(Int64($0)) }),
        ]
    }
}
