import AtlasCore
import AtlasSystem
import Glibc
import Testing

@Suite struct SystemErrorTests {
  @Test func aFailureReadsAsOneSentenceWithPathAndReason() {
    let error = SystemError("open", "docs/a.md", code: EACCES)
    #expect(error.description == "cannot open docs/a.md: Permission denied")
    #expect(SystemError("make a pipe", code: EMFILE).description == "cannot make a pipe: Too many open files")
    #expect(SystemError("open", "", code: ENOENT).description == "cannot open .: No such file or directory")
  }

  @Test func aNameWithControlCharactersIsShownEscaped() {
    let error = SystemError("open", "a\nb", code: ENOENT)
    #expect(error.description == #"cannot open a\x0ab: No such file or directory"#)
  }
}
