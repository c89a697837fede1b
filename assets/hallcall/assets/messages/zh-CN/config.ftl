# 大厅文件的检查结果。显示为：文件:行: 键: 句子

finding-kind-text = 文字
finding-kind-cell = 文字
finding-kind-int = 整数
finding-kind-float = 数字
finding-kind-bool = true 或 false
finding-kind-null = 空值
finding-kind-date = 日期
finding-kind-time = 时间
finding-kind-odd-number = 写法有歧义的数字
finding-kind-list = 列表
finding-kind-map = 键值表

finding-section-zones = 区域
finding-section-departments = 进驻单位
finding-section-materials = 材料
finding-section-queues = 队列
finding-section-counters = 窗口
finding-section-items = 事项
finding-section-packages = 一件事
finding-section-calendars = 开放日历
finding-section-kiosks = 取号机
finding-section-walls = 大屏
finding-section-holidays = 节假日年份

finding-file-too-large = 文件超过 { $max } MB，不像是大厅的文件。
finding-file-binary = 这不是文本文件。请检查是否放错了文件。
finding-file-encoding = 文字编码认不出来。请另存为 UTF-8。
finding-file-gb18030 = 文件是 GB18030 编码。请另存为 UTF-8（只有表格 .csv 可以用 GB18030）。
finding-file-too-deep = 嵌套层数太多，大厅文件不需要这么深。
finding-syntax = 格式写错了，后面的内容没有检查（{ $problem }）。
finding-yaml-alias = 不接受锚点和别名（& 和 *）。请把内容写全。
finding-yaml-tag = 不接受标签 { $tag }。请删掉它。
finding-yaml-documents = 一个文件里只能有一份文档，请删掉多余的 ---。
finding-yaml-complex-key = 键必须是一个词。
finding-csv-width = 这一行有 { $found } 格，表头只有 { $wanted } 格。
finding-csv-header = 表头缺少 { $column } 列。

finding-key-unknown = 没有“{ $name }”这个键{ $suggestion ->
    [none] 。
   *[other] ，您要写的是“{ $suggestion }”吗？
}
finding-key-missing = 缺少“{ $name }”。
finding-key-duplicate = “{ $name }”写了两次，第一次在第 { $first } 行。
finding-guide-missing = 办事指南缺少“{ $name }”。

finding-type-wanted = 这里应当是{ $wanted }，写的却是{ $found }。
finding-trap-bool = 这里应当是文字。不加引号的 { $raw } 会被当成真假值，请写成 "{ $raw }"。
finding-trap-truth = 请写 true 或 false，不要写 { $raw }。
finding-trap-number = 这里应当是文字。不加引号的 { $raw } 会被当成数字，请写成 "{ $raw }"。
finding-trap-odd-number = { $raw } 会被不同的程序读成不同的数。要文字请加引号，要数字请写成普通的十进制。
finding-trap-date = 这里应当是文字。不加引号的 { $raw } 会被当成日期，请写成 "{ $raw }"。
finding-trap-time = 这里应当是文字。不加引号的 { $raw } 会被一些程序当成六十进制数，请写成 "{ $raw }"。

finding-value-empty = 不能为空。
finding-value-too-long = 最多 { $max } 个字。
finding-value-control = 含有看不见的控制字符，请重新输入这一段。
finding-value-pattern = “{ $value }”不合要求：{ $form ->
    [letter] 应当是一个大写字母，不用 I 和 O（容易看成 1 和 0）。
    [phone] 应当是电话号码。
    [address] 应当是网址，例如 https://example.cn/service。
   *[id] 只能用字母、数字、点、横线和下划线，最多 40 个。
}
finding-value-choice = “{ $value }”不在可选范围内：{ $choices }。
finding-value-list-mark = 关键词里不能有竖线 |，它在表格里用来分隔。
finding-value-twice = “{ $value }”写了两次。
finding-value-range = { $value } 超出范围，应当在 { $low } 到 { $high } 之间。

finding-form-span = “{ $value }”不是时段，应当写成 "09:00-12:00"，结束要晚于开始。
finding-form-spans-overlap = 时段 { $value } 与前一个重叠，或者没有按先后排列。
finding-form-time = “{ $value }”不是时间，应当写成 "09:00"。
finding-form-date = “{ $value }”不是日期，应当写成 "2026-01-01" 或 "2026-01-01..2026-01-03"。
finding-form-dates-order = { $value } 与前一段重叠，或者没有按先后排列。
finding-form-month-day = “{ $value }”不是月日，应当写成 "10-01"。
finding-form-limit = “{ $value }”不是时限，应当写成 "20 working"（工作日）或 "30 natural"（自然日）。
finding-form-days = “{ $value }”不是星期，应当写成 mon、sat-sun 这样，且每天只写一次。
finding-form-numbers = “{ $value }”不是窗口号范围，应当写成 "1-12"，并且不要同时写 number。

finding-id-twice = { $kind } { $id } 重复了，第一次在第 { $first } 行。
finding-ref-unknown = 没有{ $kind }“{ $id }”{ $suggestion ->
    [none] 。
   *[other] ，您要写的是“{ $suggestion }”吗？
}
finding-hall-timezone = 没有时区“{ $value }”，中国大陆请写 Asia/Shanghai。
finding-hall-hot-items = 首页放得下 { $max } 个事项，这里写了 { $found } 个。
finding-offline-order = 纸质号票的号码（从 { $paper } 起）必须排在取号机预留号码（从 { $kiosks } 起）之前。
finding-queue-first-number = 队列号码从 { $first } 开始，但 { $paper } 以后的号码要留给断网时用。
finding-item-circle = 事项 { $id } 的先后顺序绕成了圈。
finding-package-conditional = { $item } 不在一件事 { $id } 里，不能标为按需办理。
finding-queue-express-every = 队列 { $id }：`express_every` 只用于快办队列，且不小于 2。
finding-queue-express = 队列 { $id } 不能作为 { $of } 的快办队列：每条队列最多有一条快办队列，快办队列自己没有快办队列。
finding-queue-unserved = 队列 { $id } 没有任何窗口办理。
finding-floor-unknown = 没有区域在 { $floor } 层。
finding-counter-floor = { $id } 号窗口在 { $own } 层，它办理的队列 { $queue } 却在 { $other } 层。
finding-holiday-year = { $day } 不在 { $year } 年。
finding-holiday-both = { $day } 既写成放假又写成上班。
finding-holiday-weekday = { $day } 不是周末，不用写成调休上班。
finding-booking-festival = “{ $name }”要说明是哪一天：month_day、day 写一个。
finding-calendar-special = “{ $name }”要说明是哪一天：month_day、day、rule 三者写一个。
