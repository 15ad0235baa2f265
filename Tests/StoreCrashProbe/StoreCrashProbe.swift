@main struct StoreCrashProbe { static func main() {} }
