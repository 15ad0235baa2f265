/// The perceptually uniform colour ramps, by name.
public enum ColorRamp: String, Sendable, CaseIterable {
    case inferno, viridis, magma, plasma, cividis
}
