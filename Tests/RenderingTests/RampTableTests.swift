import Foundation
import TabaqaFeatureModel
import Testing

@testable import TabaqaRendering

@Suite struct RampTableTests {
    /// Published colours at every 17th entry (matplotlib 3.11, rounded to bytes).
    static let published: [ColorRamp: [Int: [Int]]] = [
        .inferno: [
            0: [0, 0, 4], 17: [12, 8, 38], 34: [36, 12, 79], 51: [66, 10, 104], 68: [93, 18, 110],
            85: [
                120,
                28, 109,
            ], 102: [147, 38, 103], 119: [174, 48, 92], 136: [199, 62, 76], 153: [221, 81, 58],
            170:
                [237, 105, 37], 187: [248, 133, 15], 204: [252, 165, 10], 221: [250, 198, 45],
            238: [
                242, 230,
                97,
            ], 255: [252, 255, 164],
        ],
        .viridis: [
            0: [68, 1, 84], 17: [72, 26, 108], 34: [71, 47, 125], 51: [65, 68, 135], 68: [57, 86, 140],
            85:
                [49, 104, 142], 102: [42, 120, 142], 119: [35, 136, 142], 136: [31, 152, 139],
            153: [
                34, 168,
                132,
            ], 170: [53, 183, 121], 187: [84, 197, 104], 204: [122, 209, 81], 221: [165, 219, 54],
            238:
                [210, 226, 27], 255: [253, 231, 37],
        ],
        .magma: [
            0: [0, 0, 4], 17: [11, 9, 36], 34: [32, 17, 75], 51: [59, 15, 112], 68: [87, 21, 126],
            85: [
                114,
                31, 129,
            ], 102: [140, 41, 129], 119: [168, 50, 125], 136: [196, 60, 117], 153: [222, 73, 104],
            170: [241, 96, 93], 187: [250, 127, 94], 204: [254, 159, 109], 221: [254, 191, 132],
            238: [
                253,
                222, 160,
            ], 255: [252, 253, 191],
        ],
        .plasma: [
            0: [13, 8, 135], 17: [51, 5, 151], 34: [80, 2, 162], 51: [106, 0, 168], 68: [132, 5, 167],
            85:
                [156, 23, 158], 102: [177, 42, 144], 119: [195, 61, 128], 136: [211, 81, 113],
            153: [
                225, 100,
                98,
            ], 170: [237, 121, 83], 187: [246, 143, 68], 204: [252, 166, 54], 221: [254, 192, 41],
            238:
                [249, 220, 36], 255: [240, 249, 33],
        ],
        .cividis: [
            0: [0, 34, 78], 17: [0, 46, 108], 34: [30, 58, 111], 51: [53, 69, 108], 68: [71, 81, 108],
            85:
                [87, 93, 109], 102: [102, 105, 112], 119: [117, 117, 117], 136: [132, 130, 121],
            153: [
                148, 142,
                119,
            ], 170: [165, 156, 116], 187: [183, 169, 110], 204: [200, 184, 102], 221: [219, 199, 90],
            238: [238, 214, 73], 255: [254, 232, 56],
        ],
    ]

    @Test(arguments: ColorRamp.allCases)
    func `colours are the published ones within two steps of 255`(_ ramp: ColorRamp) throws {
        let colors = RampTable(ramp).colors
        for (entry, expected) in try #require(Self.published[ramp]) {
            let color = colors[entry]
            for (ours, theirs) in zip([color.red, color.green, color.blue], expected) {
                #expect(abs(Int(ours) - theirs) <= 2, "\(ramp) entry \(entry)")
            }
        }
    }

    @Test(arguments: ColorRamp.allCases)
    func `lightness rises along every ramp`(_ ramp: ColorRamp) {
        let lightness = RampTable(ramp).colors.map(Self.lightness)
        #expect(lightness.count == 256)
        // A colour is rounded to bytes, which moves its lightness by up to a third of a unit.
        for index in 8..<256 { #expect(lightness[index] > lightness[index - 8], "\(ramp) at \(index)") }
        #expect(lightness[255] - lightness[0] > 50)
    }

    /// CIE 1976 L* of an sRGB colour.
    static func lightness(_ color: RGB) -> Double {
        func linear(_ channel: UInt8) -> Double {
            let value = Double(channel) / 255
            return value <= 0.04045 ? value / 12.92 : pow((value + 0.055) / 1.055, 2.4)
        }
        let luminance =
            0.2126 * linear(color.red) + 0.7152 * linear(color.green) + 0.0722 * linear(color.blue)
        return luminance > 0.008856 ? 116 * cbrt(luminance) - 16 : 903.3 * luminance
    }
}
