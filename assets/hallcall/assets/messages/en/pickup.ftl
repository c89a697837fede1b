# The locker
home-pickup = Fetch a document
home-pickup-sub = With the code you were sent
pickup-title-ask = Box number and code
pickup-sub-ask = Both are in your message
pickup-sub-ask-scan = Both are in your message. You can scan it too
pickup-title-second = The other person’s code
pickup-sub-second = This document is for two people: both give a code
pickup-title-opening = Opening box { $box }
pickup-sub-opening = One moment, the door opens
pickup-title-open = Box { $box } is open
pickup-sub-open = Take your document and close the door, please
pickup-title-done = All done, thank you
pickup-sub-done = The document is out and the door is closed
pickup-title-notclosed = Please close box { $box }
pickup-sub-notclosed = Please close it before you go
pickup-sub-helped = Our staff have been told, thank you
pickup-count = Two digits for the box, six for the code
pickup-broken = The locker cannot be opened now: please ask our staff
pickup-confirm = Open
pickup-problem-empty = Nothing lies in box { $box }: check the number
pickup-problem-locked = Too many wrong codes: box { $box } is locked. Please ask our staff
pickup-problem-wrong = Wrong code, { $left } more { $left ->
    [one] try
   *[other] tries
  }
pickup-problem-not-opened = The door of box { $box } did not open. Please try again
pickup-problem-other = The locker cannot be opened now: please ask our staff
locker-scan = Text of the QR code: { $text }
