# What the check of a hall's files finds. Shown as: file:line: key: sentence

finding-kind-text = a text
finding-kind-cell = a text
finding-kind-int = a whole number
finding-kind-float = a number
finding-kind-bool = true or false
finding-kind-null = nothing
finding-kind-date = a date
finding-kind-time = a time
finding-kind-odd-number = an ambiguous number
finding-kind-list = a list
finding-kind-map = a table of keys

finding-section-zones = zone
finding-section-departments = department
finding-section-materials = material
finding-section-queues = queue
finding-section-counters = counter
finding-section-items = service item
finding-section-packages = package
finding-section-calendars = calendar
finding-section-kiosks = kiosk
finding-section-walls = wall display
finding-section-holidays = holiday year

finding-file-too-large = The file is larger than { $max } MB; that is no file of a hall.
finding-file-binary = This is not a text file. Was it put here by mistake?
finding-file-encoding = The encoding of the text is not known. Save it as UTF-8.
finding-file-gb18030 = The file is in GB18030. Save it as UTF-8 (only tables, .csv, may be in GB18030).
finding-file-too-deep = Nested too deeply; no file of a hall needs that.
finding-syntax = The syntax is wrong, the rest was not checked ({ $problem }).
finding-yaml-alias = Anchors and aliases (& and *) are not taken. Write the content out.
finding-yaml-tag = The tag { $tag } is not taken. Remove it.
finding-yaml-documents = A file holds one document. Remove the extra ---.
finding-yaml-complex-key = A key must be one word.
finding-csv-width = This row has { $found } cells, the header { $wanted }.
finding-csv-header = The header has no column { $column }.

finding-key-unknown = There is no key “{ $name }”{ $suggestion ->
    [none] .
   *[other] . Did you mean “{ $suggestion }”?
}
finding-key-missing = “{ $name }” is missing.
finding-key-duplicate = “{ $name }” is written twice, first in line { $first }.
finding-guide-missing = The service guide lacks “{ $name }”.

finding-type-wanted = This should be { $wanted }, but is { $found }.
finding-trap-bool = This should be a text. Without quotes { $raw } is read as true or false: write "{ $raw }".
finding-trap-truth = Write true or false, not { $raw }.
finding-trap-number = This should be a text. Without quotes { $raw } is read as a number: write "{ $raw }".
finding-trap-odd-number = Programs read { $raw } as different numbers. Quote it if it is a text, else write a plain decimal number.
finding-trap-date = This should be a text. Without quotes { $raw } is read as a date: write "{ $raw }".
finding-trap-time = This should be a text. Without quotes some programs read { $raw } as a base-60 number: write "{ $raw }".

finding-value-empty = This must not be empty.
finding-value-too-long = At most { $max } characters.
finding-value-control = It holds invisible control characters. Type it again.
finding-value-pattern = “{ $value }” will not do: { $form ->
    [letter] one capital letter is wanted, but not I or O (taken for 1 and 0).
    [phone] a phone number is wanted.
    [address] an address is wanted, such as https://example.cn/service.
   *[id] letters, digits, dot, hyphen and underscore only, at most 40.
}
finding-value-choice = “{ $value }” is not one of: { $choices }.
finding-value-list-mark = A keyword cannot hold a vertical bar |; it parts keywords in tables.
finding-value-twice = “{ $value }” is written twice.
finding-value-range = { $value } is out of range: { $low } to { $high } is allowed.

finding-form-span = “{ $value }” is no span of time. Write "09:00-12:00"; the end must be later than the start.
finding-form-spans-overlap = The span { $value } overlaps the one before it, or is out of order.
finding-form-time = “{ $value }” is no time. Write "09:00".
finding-form-date = “{ $value }” is no date. Write "2026-01-01" or "2026-01-01..2026-01-03".
finding-form-dates-order = { $value } overlaps the one before it, or is out of order.
finding-form-month-day = “{ $value }” is no day of the year. Write "10-01".
finding-form-limit = “{ $value }” is no time limit. Write "20 working" or "30 natural".
finding-form-days = “{ $value }” names no days. Write mon or sat-sun, and each day once.
finding-form-numbers = “{ $value }” is no range of counters. Write "1-12", and no number beside it.

finding-id-twice = The { $kind } { $id } is there twice, first in line { $first }.
finding-ref-unknown = There is no { $kind } “{ $id }”{ $suggestion ->
    [none] .
   *[other] . Did you mean “{ $suggestion }”?
}
finding-hall-timezone = There is no time zone “{ $value }”; for mainland China write Asia/Shanghai.
finding-hall-hot-items = The first page has room for { $max } items; here are { $found }.
finding-offline-order = Numbers on printed sheets (from { $paper }) must come before those that kiosks hold (from { $kiosks }).
finding-queue-first-number = The queue's numbers begin at { $first }, but numbers from { $paper } on are kept for times without the server.
finding-item-circle = { $id } would have to come before itself.
finding-package-conditional = { $item } is conditional in package { $id }, but not in it.
finding-queue-express-every = Queue { $id }: `express_every` is for an express queue, and at least 2.
finding-queue-express = Queue { $id } cannot be the express queue of { $of }: a queue has one at most, and an express queue has none itself.
finding-queue-unserved = No counter serves queue { $id }.
finding-floor-unknown = No zone is on floor { $floor }.
finding-counter-floor = Counter { $id } is on floor { $own }, but its queue { $queue } is on floor { $other }.
finding-holiday-year = { $day } is not in { $year }.
finding-holiday-both = { $day } is written both as a holiday and as a working day.
finding-holiday-weekday = { $day } is no weekend day; it need not be a make-up working day.
finding-booking-festival = “{ $name }” must say which day it means: either month_day or day.
finding-calendar-special = “{ $name }” must say which day it means: one of month_day, day and rule.
