import Testing

@testable import AtlasRules

struct LexiconTests {
  private func found(_ phrases: [String], _ text: String) -> [String] {
    var lists = Lexicon.Builder()
    _ = lists.add(phrases)
    let bytes = Array(text.utf8)
    return lists.lexicon().cues(in: bytes).map { String(decoding: bytes[$0.range], as: UTF8.self) }
  }

  @Test func phrasesStandForWholeWords() {
    #expect(found(["spot"], "spot, hotspot, spots, a-spot Spot") == ["spot", "spot", "Spot"])
    #expect(found(["fail*"], "fail failed unfailing Failover") == ["fail", "failed", "Failover"])
    #expect(found(["*Error"], "Error TimeoutError Errors") == ["TimeoutError"])
  }

  @Test func capitalsAreMeant() {
    #expect(found(["RI"], "ri RI Ri RIs") == ["RI"])
    #expect(found(["error"], "ERROR Error error") == ["ERROR", "Error", "error"])
  }

  @Test func aBlankMayBeAHyphenOrALineEnd() {
    #expect(found(["on demand"], "on-demand on demand on\ndemand ondemand").count == 3)
  }

  @Test func aListTakesBackWhatItDoesNotMean() {
    #expect(found(["spot", "!hot spot"], "hot spot, spot") == ["spot"])
  }

  @Test func cuesComeInTheOrderOfTheText() {
    #expect(found(["*able", "/day"], "scalable/day") == ["scalable", "/day"])
    #expect(found(["/day", "*able"], "scalable/day") == ["scalable", "/day"])
  }

  @Test func addressesHoldNoWords() {
    #expect(found(["restart"], "https://a.test/restart restart <http://b.test/restart>") == ["restart"])
  }

  @Test func wordsOfOtherLanguagesDoNotHoldOurs() {
    #expect(found(["spot"], "spotů éspot „spot“") == ["spot"])
    #expect(found(["log"], "лог log") == ["log"])
  }

  @Test func severalListsMayHoldOnePhrase() {
    var lists = Lexicon.Builder()
    let (first, second) = (lists.add(["lag"]), lists.add(["lag", "queue"]))
    #expect(lists.lexicon().cues(in: Array("the lag".utf8)).map(\.list) == [first, second])
  }
}
