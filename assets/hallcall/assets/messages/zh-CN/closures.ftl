# 队列暂停办理
closure-reason = { $reason ->
    [system] 业务系统故障
    [staff] 窗口人员临时调配
    [premises] 场地或电力故障
    [full] 今天已排满
   *[other] 临时原因
}
error-closure-past = 恢复时间要晚于现在。
error-queue-closed = { $queue } 队列暂停办理（{ $reason ->
    [system] 业务系统故障
    [staff] 窗口人员临时调配
    [premises] 场地或电力故障
    [full] 今天已排满
   *[other] 临时原因
}），号码都保留。
trouble-queue-closed-title = 暂停办理
trouble-queue-closed-text = { $reason ->
    [system] 业务系统故障
    [staff] 窗口人员临时调配
    [premises] 场地或电力故障
    [full] 今天已排满
   *[other] 临时原因
}，暂时不取号。您可以预约其他日子，要帮忙请到{ $desk }。
tile-queue-closed = 暂停办理
tile-queue-closed-until = 暂停，约 { $time } 恢复
display-queue-closed = 暂停办理
display-queue-closed-until = 约 { $at } 恢复
page-closed = 您的队列暂停办理（{ $why }）
page-closed-until = 预计 { $at } 恢复
page-closed-kept = 号码和等候时间都保留，恢复后接着叫号。
page-closed-options = 您可以
page-closed-wait = 在大厅等，恢复后大屏和短信会通知
page-closed-desk = 到{ $desk }，换到别的窗口办或办别的事
page-closed-book = 在自助机预约其他日子，或致电 { $phone }
counter-queue-closed = { $queue } 队列已暂停（{ $why }），{ $waiting ->
    [0] 无人等候
   *[other] { $waiting } 人保留号码
}
cli-help-queue = 暂停或恢复一个队列
cli-help-queue-close = 暂停一个队列：等候的人号码保留，并收到通知
cli-help-queue-open = 恢复暂停的队列
closure-option-queue = 队列的字母
closure-option-reason = 原因，对群众公布
closure-option-note = 补充说明，只给工作人员看
closure-option-until = 预计恢复时间，今天的几点几分，如 14:30
closure-closed = { $queue } 队列已暂停。等候 { $waiting } 人，号码保留；已发通知 { $told } 条。
closure-same = { $queue } 队列没有变化。
closure-opened = { $queue } 队列已恢复。等候 { $waiting } 人，已发通知 { $told } 条。
closure-until-wrong = 时间写法：14:30。
counter-blocked-queue = 队列暂停
