internal import TabaqaAnalysis
internal import TabaqaColumns
internal import TabaqaFeatureModel
internal import TabaqaRendering

extension DensityPlan {
    func options(_ frame: GridFrame) -> DensityOptions {
        DensityOptions(
            kernel: kernel, bandwidth: bandwidth, weight: weight, isPerYear: isPerYear, frame: frame,
            filterText: selectionText)
    }

    /// Whether there is nothing to choose a grid by.
    func selectsNothing(_ columns: LayerColumns) throws -> Bool {
        try selection.extent == nil
            && DensityEstimator.isEmpty(columns: columns, selection: selection, weight: weight)
    }

    /// The colour scale that belongs to the layer as it now is: the caller's maximum, the layer's, else a
    /// round number above the greatest density of all its events, whatever part of them is selected. The same
    /// for every tile and every month.
    func scale(_ columns: LayerColumns) throws -> DensityScale {
        if let maximum { return try DensityScale(maximum: maximum, ramp: ramp) }
        let greatest = try DensityEstimator.greatest(
            columns: columns, kernel: kernel, bandwidth: bandwidth, weight: weight, isPerYear: isPerYear)
        return try DensityScale(maximum: DensityScale.rounded(up: greatest), ramp: ramp)
    }
}
