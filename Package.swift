// swift-tools-version: 6.2
import PackageDescription

// Layers, from the top; a target may import only what its list names, and the build refuses the rest.
// 5 programs · 4 command line · 3 pipeline, reports · 2 rules, engine, store · 1 pages, Mermaid, POSIX · 0 core · C

let strict: [SwiftSetting] = [
  .swiftLanguageMode(.v6),
  .treatAllWarnings(as: .error),
  .enableUpcomingFeature("ExistentialAny"),
  .enableUpcomingFeature("MemberImportVisibility"),
]

/// The C libraries as static archives, so that the program is one file that needs nothing but the C library.
/// Their module maps carry no `link` line and their targets no pkg-config name: either would bring the shared
/// libraries back. `.build/static` holds a link to libstdc++.a alone, which `make` puts there; without it the
/// program depends on the shared C++ library, and is otherwise the same.
let staticCLibraries: [LinkerSetting] = [
  .unsafeFlags(
    ["-L", "\(Context.packageDirectory)/.build/static", "-Xclang-linker", "-static-libgcc"]
      + [
        "-l:libsqlite3.a", "-l:libxxhash.a", "-l:libcmark-gfm-extensions.a", "-l:libcmark-gfm.a",
        "-l:libyaml.a",
        "-lm",
      ].flatMap { ["-Xlinker", $0] })
]

func cLibrary(_ name: String, apt package: String) -> Target {
  .systemLibrary(name: name, path: "Sources/C/\(name)", providers: [.apt([package])])
}

func module(
  _ name: String, _ dependencies: [Target.Dependency], plugins: [Target.PluginUsage] = []
) -> Target {
  .target(name: name, dependencies: dependencies, swiftSettings: strict, plugins: plugins)
}

func program(_ name: String, _ dependencies: [Target.Dependency]) -> Target {
  .executableTarget(
    name: name, dependencies: dependencies, swiftSettings: strict, linkerSettings: staticCLibraries)
}

func tests(_ name: String, _ dependencies: [Target.Dependency], exclude: [String] = []) -> Target {
  .testTarget(
    name: "\(name)Tests", dependencies: dependencies + ["AtlasTestSupport"], exclude: exclude,
    swiftSettings: strict, linkerSettings: staticCLibraries)
}

let package = Package(
  name: "atlas-build",
  products: [
    .executable(name: "atlas-build", targets: ["atlas-build"]),
    .executable(name: "atlas-dev", targets: ["atlas-dev"]),
    .library(name: "AtlasMermaid", targets: ["AtlasMermaid"]),
  ],
  targets: [
    cLibrary("CXXHash", apt: "libxxhash-dev"),
    cLibrary("CYAML", apt: "libyaml-dev"),
    cLibrary("CCMarkGFM", apt: "libcmark-gfm-dev libcmark-gfm-extensions-dev"),
    cLibrary("CSQLite", apt: "libsqlite3-dev"),
    cLibrary("CLandlock", apt: "linux-libc-dev"),
    cLibrary("CLinux", apt: "libc6-dev"),

    module("AtlasCore", ["CXXHash", "CYAML"]),

    module("AtlasMarkdown", ["AtlasCore", "CCMarkGFM"]),
    module("AtlasMermaid", ["AtlasCore"]),
    module("AtlasSystem", ["AtlasCore", "CLandlock", "CLinux"]),

    module("AtlasEngine", ["AtlasCore", "AtlasSystem"]),
    module("AtlasRules", ["AtlasCore", "AtlasMarkdown", "AtlasMermaid"]),
    module("AtlasStore", ["AtlasCore", "AtlasSystem", "CSQLite"]),

    module(
      "AtlasPipeline",
      [
        "AtlasCore", "AtlasEngine", "AtlasMarkdown", "AtlasMermaid", "AtlasRules", "AtlasStore",
        "AtlasSystem",
      ], plugins: ["StageVersions"]),
    module("AtlasReport", ["AtlasCore", "AtlasSystem"]),

    module(
      "AtlasCLI",
      [
        "AtlasCore", "AtlasEngine", "AtlasMarkdown", "AtlasMermaid", "AtlasPipeline", "AtlasReport",
        "AtlasRules",
        "AtlasStore", "AtlasSystem",
      ]),
    program("atlas-build", ["AtlasCLI"]),
    program(
      "atlas-dev", ["AtlasCLI", "AtlasCore", "AtlasMarkdown", "AtlasMermaid", "AtlasRules", "AtlasSystem"]),

    program("stage-versions", ["CXXHash"]),
    .plugin(name: "StageVersions", capability: .buildTool(), dependencies: ["stage-versions"]),

    .target(
      name: "AtlasTestSupport", dependencies: ["AtlasCore", "AtlasSystem"], path: "Tests/AtlasTestSupport",
      swiftSettings: strict),
    tests("AtlasCore", ["AtlasCore", "AtlasSystem"]),
    tests("AtlasMarkdown", ["AtlasCore", "AtlasMarkdown"]),
    tests("AtlasMermaid", ["AtlasCore", "AtlasMermaid"]),
    tests("AtlasSystem", ["AtlasCore", "AtlasSystem"]),
    tests("AtlasEngine", ["AtlasCore", "AtlasEngine", "AtlasSystem"]),
    tests("AtlasRules", ["AtlasCore", "AtlasMarkdown", "AtlasMermaid", "AtlasRules", "AtlasSystem"]),
    tests("AtlasStore", ["AtlasCore", "AtlasStore", "AtlasSystem", "CSQLite"]),
    tests(
      "AtlasPipeline",
      ["AtlasCore", "AtlasEngine", "AtlasPipeline", "AtlasRules", "AtlasStore", "AtlasSystem"]),
    tests("AtlasReport", ["AtlasCore", "AtlasReport"], exclude: ["Goldens"]),
    tests("AtlasCLI", ["AtlasCLI", "AtlasCore", "AtlasReport", "AtlasSystem"]),
    tests("EndToEnd", ["AtlasCore", "AtlasSystem", "atlas-build"]),
  ]
)
