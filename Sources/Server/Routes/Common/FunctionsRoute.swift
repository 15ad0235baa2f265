internal import TabaqaFeatureModel

extension CommonRoutes {
    /// OGC 19-079r2, section 6.4.
    static let functions = Route(
        .get, "/functions", id: "getFunctions", tag: "Service",
        "The functions a filter may call besides the operators of CQL2.", access: .open,
        offers: [.json, .html],
        schema: [
            "type": "object", "required": ["functions"],
            "properties": [
                "functions": [
                    "type": "array",
                    "items": [
                        "type": "object", "required": ["name"], "properties": ["name": ["type": "string"]],
                    ],
                ]
            ],
        ]
    ) { call in
        Pages.answer(
            call, ["functions": .array(FilterFunction.allCases.map(document))],
            title: PageWord.functions(call.language))
    }

    private static func document(_ function: FilterFunction) -> JSON {
        let about =
            switch function {
            case .year: "The local year."
            case .month: "The local month, 1 to 12."
            case .day: "The local day of the month, 1 to 31."
            case .hour: "The local hour, 0 to 23; null for a date."
            case .weekday: "The local weekday, 1 (Monday) to 7 (Sunday)."
            }
        return [
            "name": .string(function.rawValue), "description": .string(about),
            "arguments": [["title": "when", "type": ["datetime", "date"]]], "returns": ["number"],
        ]
    }
}
