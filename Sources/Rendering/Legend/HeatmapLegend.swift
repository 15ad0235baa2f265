public import TabaqaFeatureModel

/// What a reader must know about a heatmap: unit, scale, how it was made and what is not in it.
public struct HeatmapLegend: Sendable {
    public var layer: LayerDefinition
    public var department: Department?
    /// For the dates on the drawn legend; nil: UTC.
    public var clock: ZoneClock?

    public init(layer: LayerDefinition, department: Department?, clock: ZoneClock? = nil) {
        self.layer = layer
        self.department = department
        self.clock = clock
    }

    /// The legend as a JSON document (UTF-8).
    ///
    /// `stops` are eleven equal steps of the scale; between them colours go along the ramp. Instants are UTC,
    /// `period` is an ISO 8601 interval with `..` for an open end, lengths are metres on the ground.
    public func json(_ grid: Released<DensityGrid>, scale: DensityScale) -> [UInt8] {
        var json = JSONText()
        json.object { json in
            json.member("tabaqa", "heatmap-legend")
            json.member("layer", grid.value.description.layer)
            json.member("title") { Self.write(layer.title, to: &$0) }
            json.member("department") { json in
                json.object { json in
                    json.member("id", layer.department)
                    json.member("title") { Self.write(department?.title ?? LocalizedText([:]), to: &$0) }
                }
            }
            DensityMembers.write(grid, to: &json)
            write(scale, to: &json)
        }
        return json.text.array + [0x0A]
    }

    private func write(_ scale: DensityScale, to json: inout JSONText) {
        let table = RampTable(scale.ramp)
        json.member("ramp", scale.ramp.rawValue)
        json.member("maximum", scale.maximum)
        json.member("isAutomatic", scale.isAutomatic)
        if scale.isAutomatic {
            json.member("note") { json in
                json.object { json in
                    for language in Language.allCases {
                        json.member(language.rawValue, LegendWords(language).automaticScale)
                    }
                }
            }
        }
        json.member("noData", "transparent")
        json.member("aboveMaximum", table.color(at: 1).hexadecimal)
        json.member("stops") { json in
            json.array(Array(0...10)) { step, json in
                json.object { json in
                    json.member("value", scale.maximum * Double(step) / 10)
                    json.member("color", table.color(at: Double(step) / 10).hexadecimal)
                }
            }
        }
    }

    private static func write(_ text: LocalizedText, to json: inout JSONText) {
        json.object { json in
            for language in Language.allCases {
                if let words = text.texts[language] { json.member(language.rawValue, words) }
            }
        }
    }
}
