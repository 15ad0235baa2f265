internal import TabaqaExchange
internal import TabaqaFeatureModel

extension ImportRequest {
    /// How the file is read.
    ///
    /// - Throws: `import.encoding` for an unknown encoding.
    func readOptions(wantsPlaces: Bool) throws -> ReadOptions {
        var options = ReadOptions()
        options.crs = crs
        options.x = xColumn
        options.y = yColumn
        options.encoding = try encoding.map { try TextEncoding(option: $0) }
        options.delimiter = delimiter?.asciiValue
        options.decimalComma = usesDecimalComma
        options.layer = table
        options.placesWanted = wantsPlaces
        return options
    }

    /// - Throws: `option.invalid` for an unknown order.
    func dateOrders() throws -> [DateOrder] {
        dates.isEmpty ? DateOrder.unmistakable : try DateOrder.list(option: dates.joined(separator: ","))
    }

    /// How text becomes values.
    func decodeOptions(zone: String) throws -> DecodeOptions {
        var options = DecodeOptions(zone: zone)
        options.map = map
        options.dates = try dateOrders()
        options.decimalComma = usesDecimalComma
        options.requiresGeometry = !updates
        options.requiresColumns = !updates
        return options
    }
}
