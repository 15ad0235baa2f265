import TabaqaFeatureModel
import Testing

@Suite("Review states as flags")
struct ReviewStateTests {
    @Test(arguments: ReviewState.allCases)
    func aRowTellsItsState(_ state: ReviewState) {
        #expect(ReviewState(state.flag) == state)
        #expect(ReviewState(state.flag.union(.outsideBoundary)) == state)
    }
}
