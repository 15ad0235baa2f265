internal import Foundation
internal import TabaqaColumns
public import TabaqaFeatureModel
internal import TabaqaRendering

extension Engine {
    /// Writes a heatmap's printed page, `.png` or `.pdf`.
    ///
    /// - Parameter over: a layer whose outlines and names are drawn; nil: none.
    /// - Throws: `release.refused`, `file.*`, `rendering.*`.
    public func writeSheet(
        _ heatmap: Heatmap, to path: String, over: String?, language: Language
    ) throws {
        let asPDF = try isPDF(path)
        try OutputFile.write(
            try sheet(heatmap, over: over, language: language, asPDF: asPDF), to: path)
    }

    func content(
        _ heatmap: Heatmap, over: String?, overAudience: Audience?, language: Language
    ) throws -> SheetContent {
        var grid = heatmap.grid
        let ground = SheetGround(
            engine: self, language: language, audience: overAudience ?? grid.audience)
        let outlines = try over.map { try ground.outlines($0, in: grid.value.frame.crs) }
        // A guarded layer's grid ends at its last cell with data; the city around it makes a map of it.
        if heatmap.isCells, let outlines { grid = grid.padded(toCover: outlines.value.extent) }
        let frame = grid.value.frame
        var content = SheetContent(
            kind: .heatmap(grid, heatmap.scale), language: language, title: heatmap.layer.title[language],
            department: catalog.department(heatmap.layer.department)?.title[language] ?? "",
            city: catalog.city.name[language],
            metersPerUnit: try ground.metersPerUnit(frame.crs, at: frame.extent), printedOn: try today())
        if let over {
            content.outlines = outlines
            content.labelProperty = ground.label(of: try catalog.layer(over))
        }
        if let weight = grid.value.description.weight {
            content.measureLabel = heatmap.layer.property(weight)?.label[language]
        }
        content.clock = try ZoneClock(zone: heatmap.layer.time?.zone ?? catalog.city.zone)
        return content
    }

    /// Writes a join's printed page: areas coloured by one measure.
    ///
    /// - Parameters:
    ///   - measure: a measure column; nil: the first rate, else the count.
    ///   - breaks: `quantile`, `quantile:N` or inner breaks `a,b,c`.
    public func writeSheet(
        _ join: Join, to path: String, over: String?, measure: String?, breaks: String, language: Language
    ) throws {
        let asPDF = try isPDF(path)
        try OutputFile.write(
            try sheet(
                join, over: over, measure: measure, breaks: breaks, language: language, asPDF: asPDF),
            to: path)
    }

    func content(
        _ join: Join, over: String?, overAudience: Audience?, measure: String?, breaks: String,
        language: Language
    ) throws -> SheetContent {
        guard join.areas.geometry == .polygon else {
            throw Fault(
                .optionInvalid, "A sheet needs areas; layer “\(join.areas.id)” has none.",
                remedy: "Join to a layer of polygons.")
        }
        let chosen = try chosenMeasure(measure, join)
        let table = try reprojected(join.table, to: catalog.city.metricCRS)
        let ground = SheetGround(
            engine: self, language: language, audience: overAudience ?? table.audience)
        let extent = table.value.table.extent
        var content = SheetContent(
            kind: .choropleth(table, measure: chosen, method: try classMethod(breaks)), language: language,
            title: join.points.title[language],
            department: catalog.department(join.points.department)?.title[language] ?? "",
            city: catalog.city.name[language],
            metersPerUnit: try ground.metersPerUnit(catalog.city.metricCRS, at: extent),
            printedOn: try today())
        content.labelProperty = ground.label(of: join.areas)
        if let over { content.outlines = try ground.outlines(over, in: catalog.city.metricCRS) }
        content.subtitle = join.selection.text
        content.measureLabel = measureLabel(chosen, join, language)
        content.clock = try ZoneClock(zone: join.points.time?.zone ?? catalog.city.zone)
        return content
    }

    private func isPDF(_ path: String) throws -> Bool {
        switch OutputFile.suffix(of: path) {
        case "png": false
        case "pdf": true
        default: throw OutputFile.unsupported(path, ".png or .pdf")
        }
    }

    private func chosenMeasure(_ asked: String?, _ join: Join) throws -> String {
        let measures = join.table.value.measures
        if let asked {
            guard measures.contains(asked) else {
                throw Fault(
                    .optionInvalid, "The join has no measure “\(asked)”.",
                    remedy: "Measures: " + measures.joined(separator: ", ") + ".")
            }
            return asked
        }
        return measures.first { $0.hasPrefix("rate_") } ?? "count"
    }

    private func measureLabel(_ measure: String, _ join: Join, _ language: Language) -> String? {
        guard let underscore = measure.firstIndex(of: "_") else { return nil }
        let name = String(measure[measure.index(after: underscore)...])
        return (join.areas.property(name) ?? join.points.property(name))?.label[language]
    }

    private func classMethod(_ text: String) throws -> ClassMethod {
        if text == "quantile" { return .quantile(5) }
        if text.hasPrefix("quantile:"), let classes = Int(text.dropFirst(9)), (2...9).contains(classes) {
            return .quantile(classes)
        }
        let numbers = text.split(separator: ",").map { Double($0) }
        guard !numbers.isEmpty, numbers.allSatisfy({ $0?.isFinite == true }) else {
            throw Fault(
                .optionInvalid, "--breaks must be quantile, quantile:2–9 or numbers, not “\(text)”.",
                remedy: "For example --breaks 5,10,20.")
        }
        return .fixed(numbers.compactMap { $0 })
    }

    private func today() throws -> CivilDate {
        let now = Int64(Date().timeIntervalSince1970 * 1000)
        return CivilDate(daysSince1970: try ZoneClock(zone: catalog.city.zone).local(now).days)
    }
}
