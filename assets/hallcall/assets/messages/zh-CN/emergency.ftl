# 应急：纸质号票
sheet-place = { $floor } 层 { $zone } 区
sheet-day = 日期
sheet-taken = 取号时间
sheet-listen = 应急号票，请听工作人员叫号，当日有效。
sheet-item = 事项
sheet-counter = 窗口
sheet-started = 开始
sheet-finished = 办结

cli-help-emergency = 断网停电时的应急办法。
cli-help-emergency-paper = 把一个队列的纸质号票印成 PDF，平时先备好。
cli-help-emergency-enter = 恢复后补录纸质号票。
cli-option-emergency-queue = 队列字母，如 A
cli-option-emergency-from = 第一张，从 1 数起
cli-option-emergency-to = 最后一张
cli-option-emergency-out = 要写的 PDF 文件
cli-option-emergency-day = 印在号票上的日期，如 2026-11-23；不写就留空手填
cli-option-emergency-file = 补录表，CSV：number,item,taken_at,counter,started_at,finished_at；时间写 09:30 或 2026-11-23 09:30

emergency-no-queue = 没有队列“{ $queue }”。
emergency-range = 纸质号票只有 1 到 { $most }。
emergency-written = 已写 { $file }：{ $first } 到 { $last }，{ $pages } 页。这些号码留给纸质号票，平时不会发。
emergency-columns = 表头不对，应为：{ $columns }
emergency-row = 第 { $line } 行：{ $problem }
emergency-no-number = 没有印过“{ $number }”号的纸质号票。
emergency-other-queue = 事项 { $item } 不在 { $queue } 队列。
emergency-time = 看不懂时间“{ $value }”，请写 09:30 或 2026-11-23 09:30。
emergency-served = 窗口、开始、办结要么都写，要么都不写。
emergency-nothing-entered = 一行都没有补录，请改好再试。
emergency-entered = 今天补录 { $waiting } 个等候的号，{ $served } 个已办的号。
emergency-day-entered = { $day } { $queue } 队列：发号 { $issued } 个，办结 { $served } 个，已记入日志。
