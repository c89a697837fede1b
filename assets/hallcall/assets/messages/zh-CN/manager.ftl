# 命令行：给大厅管理人员看的

cli-help-staff = 一个队列每半小时需要几个窗口。
cli-help-overbook = 一个预约时段可以多约几个。
cli-option-staff-queue = 队列字母
cli-option-staff-date = 哪一天，如 2026-11-23；不写就是今天
cli-option-staff-counters = 那天开几个窗口；不写就是能办这个队列的全部窗口
cli-option-overbook-slots = 这个时段能办多少件
cli-option-overbook-noshow = 约了不来的比例，如 .12
cli-option-overbook-risk = 来的人超过能办件数的概率上限
cli-option-overbook-item = 事项编码；要两个人到场的事项不超约
staff-head = { $queue } 队列，{ $day }：{ $counters } 个窗口，每件 { $service } 分钟；承诺 { $share } 的人等候不超过 { $within } 分钟
staff-learned = 按日志中过去 { $days } 天推算。
staff-estimated = 日志中没有过去的日子，按大厅自己的估计推算。
staff-step = { $at }  到 { $visits } 人  负荷 { $load }  需要 { $needed } 个  按时 { $share }  平均等候 { $wait } 分钟
staff-unstable = { $at }  到 { $visits } 人  负荷 { $load }  需要 { $needed } 个  不稳定：来的比 { $counters } 个窗口能办的多，队会越排越长
staff-closed = { $queue } 队列在 { $day } 没有办事群众：不开放，或没有估计的办件量。
overbook-wrong = 件数不能是负数，不来的比例在 0 到 { $most } 之间，概率从 0 到小于 1。
overbook-parties = { $item } 需要 { $parties } 人都到场，不超约。

cli-help-report = 一天的情况。
cli-help-report-waits = 一天里有多少办事群众在承诺时间内被叫到，按队列列出。
cli-help-report-suggestions = 一天里什么时候等候太久，开哪个窗口有用。
cli-help-report-advice = 自助机提示“可用手机办”的次数，以及群众的选择。
cli-help-report-paper = 某一天打印、补打和节省的小票张数。
report-option-day = 业务日，如 2026-11-23；不写就是日志里最新的一天
report-option-within = 按几分钟比较；不写就按大厅的承诺
report-today = 今天
report-waits-head = { $day }：取号后 { $within } 分钟内被叫到
report-waits-line = { $name }：比例 { $share }，叫到 { $called } 人，其中按时 { $within } 人；未按时叫到 { $overdue } 人；平均 { $mean } 分钟，九成不超过 { $p90 } 分钟
report-waits-whole = 整个大厅
report-alarms-head = { $day }：{ $count } 次提醒
report-rule-long-wait = 规则：告诉新来的人要等 { $within } 分钟以上，持续 { $minutes } 分钟。
report-rule-more-counters = 规则：等候超过 { $waiting } 人，或有人等了超过 { $wait } 分钟，持续 { $minutes } 分钟。
report-alarm-long-wait = { $at }-{ $until }  { $queue }：新来的人可能要等 { $predicted } 分钟，超过承诺（{ $waiting } 人等候）；{ $advice }
report-alarm-more-counters = { $at }-{ $until }  { $queue }：{ $waiting } 人等候，最久的等了 { $longest } 分钟；{ $advice }
report-advice-open = 建议开放 { $counter } 号窗口
report-advice-convert = 建议把 { $other } 队列用得开的 { $counter } 号窗口临时转来办这个队列
report-advice-resume = 建议 { $counter } 号窗口结束暂停
report-advice-none = 没有窗口可加，只能减少到厅办件

cli-help-hot = 最近哪些事项办得最多。
report-option-days = 往前算几天
report-hot-head = 按 { $days } 天推算；一天的集中办理最多按其余日子平均数的两倍加一计。
report-hot-new = 只有 { $days } 天有人办事，按事项目录的顺序。
report-hot-line = { $place }. { $code }  { $name }  { $demand }

report-phone-head = { $day }：提示可用手机办 { $shown } 次；改用手机 { $phone }，仍取号 { $number }，没有回答 { $none }
report-phone-line = { $name }：{ $shown } 次；手机 { $phone }，取号 { $number }，没有回答 { $none }
report-paper = { $day }：打印小票 { $printed } 张，补打 { $reprinted } 张，节省 { $saved } 张
cli-help-cap = 改变一个队列今天给没有预约的人发多少个号。
take-wait = 预计等候 { $low } 到 { $high } 分钟
cap-option-queue = 队列字母
cap-option-to = 全天发多少个号；0 为不限
cap-option-reason = 原因，会记在日志里
cap-set = { $queue } 队列今天{ $cap ->
    [0] 不限号
   *[other] 共 { $cap } 个号
}
cap-same = { $queue } 队列本来就是这个数。

cli-help-tidal = 潮汐窗口：让窗口临时办别的队列。
cli-help-tidal-accept = 照提示为排队过长的队列增援。
cli-help-tidal-back = 让窗口现在就恢复自己的队列。
cli-help-tidal-convert = 让窗口临时办另一个队列，到时自动恢复。
tidal-option-counter = 窗口号
tidal-option-to = 增援哪个队列（字母）
tidal-option-for = 多少分钟，最多 480；默认 60
tidal-option-queue = 排队过长的队列（字母）
tidal-converted = { $counter } 号窗口从下一位起办 { $queue } 队列，{ $minutes } 分钟后自动恢复。
tidal-back = { $counter } 号窗口已恢复自己的队列。
tidal-same = { $counter } 号窗口办的就是自己的队列。
tidal-nothing = { $queue } 队列现在没有增援提示。
