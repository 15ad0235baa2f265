internal import TabaqaFeatureModel

/// Control points of the perceptually uniform ramps, as sRGB bytes at equal steps, lowest value first.
///
/// The colours of inferno, magma, plasma and viridis are facts established by S. van der Walt and N. Smith
/// (2015), those of cividis by Nuñez, Anderton and Renslow (2018). The points below were fitted so that straight
/// lines between them stay within 2/255 of the published 256 colours.
enum RampPoints {
    static func hexadecimal(_ ramp: ColorRamp) -> String {
        switch ramp {
        case .inferno: inferno
        case .viridis: viridis
        case .magma: magma
        case .plasma: plasma
        case .cividis: cividis
        }
    }

    private static let inferno = """
        00000302010c0504160a072210092d160c3a1e0c45260c512f0a5b380962400967490b6b500e6c59106e60146e\
        69166e711a6e781c6d811f6c88226a912568982766a02a62a82e5fb0315bb73457bf3952c63d4dcc4248d34743\
        d94d3ddf5337e45a32e9612bed6925f1711ff47918f78212f98a0bfa9406fc9d06fca60bfcb014fbba1ffac42a\
        f8cd37f6d746f3e156f2ea69f1f27df5f993fcfea4
        """

    private static let viridis = """
        44015446085c471063481769481d6f482475482a7a46307d453782433d844142873f48893d4e8a3a538c38598c\
        355e8d33638d31688e2e6d8e2d718e2a768e297b8e26808e25848e23898e218e8d20928c1f978b1e9c891fa188\
        20a58524aa8328ae802eb37c35b7793dbc7446c06f50c46a5ac86465cb5e70cf577cd25089d54895d840a2da37\
        b0dd2fbdde26cae11ed8e219e5e418f1e51dfde724
        """

    private static let magma = """
        00000302020b0404160907200e0b2b140e361a104221114e28115a311165390f6e420f754b107a52137c5a167f\
        6219806a1c81722081792282812581892881912b81992d80a1307eaa337db1357bba3878c23b76ca3e72d2426f\
        d9466be14b67e75263ec5860f1605df5695cf7725cfa7b5dfb8560fc8e64fd9869fea16efeaa74feb47bfebd82\
        fec68afecf92fed89afde2a3fdeaacfcf4b6fcfdbf
        """

    private static let plasma = """
        0d08871c068d26059130059638049a41049d4903a05202a35901a56100a76900a87100a87801a88004a88707a6\
        8e0ca59511a19c179ea21d9ba92296ae2892b42e8dba3388bf3984c43e7fc9447acd4a76d24f71d6556ddb5b69\
        de6164e36660e66d5ce97257ed7953ef7f4ff3854bf58c46f89242f99a3efba039fca835fdaf31feb72dfebe2a\
        fdc727fcce25fbd724f8df25f6e826f2f028f0f922
        """

    private static let cividis = """
        00224e00255200275800295d002b62002d68002f6e0031710532710f35701636701c396f213b6e263d6e2a406d\
        2e416d32446d35456c39486c3c496c3f4c6c424d6c45506c48526c4b546c4e566c51586d545b6d565c6d595e6e\
        5c616e5e626f61656f646770666970696b716c6e726e6f727172747373747676767878777b7b787e7c78807f78\
        8381798683798985788c88788f8a78928c78948e779791779a93769d9576a09875a39a74a69c74a99f73aca172\
        afa471b3a670b6a96fb9ab6dbcae6cbfb06bc2b369c5b568c8b866ccba64cfbd62d2c060d5c25ed9c55cdcc859\
        dfca57e2cd54e6d051e9d34eedd54af0d847f3db42f7de3efbe138fee433fee838
        """
}
