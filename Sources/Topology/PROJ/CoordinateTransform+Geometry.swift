public import TabaqaFeatureModel

extension CoordinateTransform {
    /// The geometry with every position transformed; nil when one of them cannot be.
    public func transform(_ geometry: Geometry) -> Geometry? {
        var x: [Double] = []
        var y: [Double] = []
        geometry.forEachPosition { position in
            x.append(position.x)
            y.append(position.y)
        }
        transform(x: &x, y: &y)
        guard x.allSatisfy(\.isFinite), y.allSatisfy(\.isFinite) else { return nil }
        var next = 0
        return geometry.map { _ in
            defer { next += 1 }
            return Position(x: x[next], y: y[next])
        }
    }

    /// Transforms every row in place; a row that cannot be transformed becomes null.
    ///
    /// - Returns: the rows that failed, ascending. Rows that had no place before are not among them.
    public func transform(_ column: inout GeometryColumn) -> [Int] {
        switch column {
        case .none:
            return []
        case .points(var x, var y):
            column = .none(count: 0)
            let places = x.indices.filter { !x[$0].isNaN }
            let failures = transform(x: &x, y: &y)
            let failed = failures == 0 ? [] : places.filter { x[$0].isNaN }
            column = .points(x: x, y: y)
            return failed
        case .shapes(var shapes):
            column = .none(count: 0)
            var failed: [Int] = []
            for row in shapes.indices {
                guard let shape = shapes[row] else { continue }
                shapes[row] = transform(shape)
                if shapes[row] == nil { failed.append(row) }
            }
            column = .shapes(shapes)
            return failed
        }
    }
}
