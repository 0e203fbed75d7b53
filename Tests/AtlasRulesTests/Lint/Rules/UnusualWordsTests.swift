import AtlasCore
import AtlasRules
import Testing

/// Words of the specification that begin with no letter, or with one that is not ASCII.
struct UnusualWordsTests {
  @Test func aProductThatBeginsWithASignIsLookedForInCodeToo() throws {
    let page = """
      # Orders

      ```yaml
      image: dotnet

      replicas: 3
      ```

      ```mermaid
      flowchart LR
        A[".NET API"] --> B["Orders"]
      ```
      """
    let found = try PageExamples.findings(
      of: "missing-version", in: page, settings: #""technologies": [".NET"]"#)
    #expect(found.map(\.finding.code) == ["missing-version"])
  }

  @Test func aHostOfAnotherScriptIsFoundAsItIsWritten() throws {
    let found = try PageExamples.findings(
      of: "placeholder-host", in: "# A\n\nAsk ПРИМЕР.РФ first.\n", settings: #""hosts": ["ПРИМЕР.РФ"]"#)
    #expect(found.count == 1)
  }
}
