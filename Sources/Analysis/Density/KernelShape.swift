internal import Glibc
internal import TabaqaFeatureModel

/// A kernel as a function of u = r / bandwidth, and its constant in the plane (Silverman 1986, section 4.2).
struct KernelShape {
    let kernel: Kernel

    /// Where the kernel ends, in bandwidths.
    var reach: Double { kernel == .gaussian ? 4 : 1 }

    /// The factor that makes the volume one, per square metre. The Gaussian is cut at 4 σ and renormalised.
    func constant(bandwidth: Double) -> Double {
        let square = bandwidth * bandwidth
        return switch kernel {
        case .uniform: 1 / (.pi * square)
        case .triangular, .quartic: 3 / (.pi * square)
        case .epanechnikov: 2 / (.pi * square)
        case .triweight: 4 / (.pi * square)
        case .gaussian: 1 / (2 * .pi * square) / (1 - exp(-8))
        }
    }

    /// At u² below the reach's square.
    func value(_ square: Double) -> Double {
        let rest = 1 - square
        return switch kernel {
        case .uniform: 1
        case .triangular: 1 - square.squareRoot()
        case .epanechnikov: rest
        case .quartic: rest * rest
        case .triweight: rest * rest * rest
        case .gaussian: exp(-square / 2)
        }
    }

    /// ∇² of the kernel in units of the bandwidth, where it has one: what linear binning adds on average.
    func laplacian(_ square: Double) -> Double {
        let rest = 1 - square
        return switch kernel {
        case .uniform, .triangular, .gaussian: 0
        case .epanechnikov: -4
        case .quartic: 16 * square - 8
        case .triweight: 24 * square * rest - 12 * rest * rest
        }
    }

    /// Eight values from eight u², zero at and beyond the reach (the uniform kernel excepted: its ends are
    /// decided in double precision by the caller).
    @inline(__always)
    func values(_ square: SIMD8<Float>) -> SIMD8<Float> {
        let rest = SIMD8<Float>.one - square
        let inside = rest.replacing(with: 0, where: rest .< 0)
        switch kernel {
        case .uniform: return .one
        case .triangular:
            let slope = SIMD8<Float>.one - square.squareRoot()
            return slope.replacing(with: 0, where: slope .< 0)
        case .epanechnikov: return inside
        case .quartic: return inside * inside
        case .triweight: return inside * inside * inside
        case .gaussian:
            // exp(−z) = exp(−z / 64)^64 by a short series; relative error below 3e-5 for z ≤ 8.
            let small = square * (1.0 / 128)
            let third = SIMD8<Float>(repeating: 1.0 / 6) - small * (1.0 / 24)
            let second = SIMD8<Float>(repeating: 0.5) - small * third
            let first = SIMD8<Float>.one - small * second
            var power = SIMD8<Float>.one - small * first
            power *= power
            power *= power
            power *= power
            power *= power
            power *= power
            power *= power
            return power.replacing(with: 0, where: square .> 16)
        }
    }
}
