# 命令行：窗口人员的操作和大厅资料的版本
cli-help-next = 叫下一个号。可以办的队列里按规则选。退出码：0 叫到，1 被拒绝，2 办不了。
cli-help-recall = 重呼当前号码。
cli-help-start = 办事群众到了，开始办理。
cli-help-finish = 办结当前号码。
cli-help-pass = 没有人来，过号。
cli-help-sign-out = 关闭窗口，签退。
cli-help-catalog-rev = 大厅资料的版本：文件夹、服务器和每台已连接的机器。退出码：0 一致，1 不一致。

desk-option-counter = 窗口号
desk-option-clerk = 窗口人员编号；不写就会询问
desk-option-password-file = 从文件读取密码；不写就会询问
desk-clerk-ask = 窗口人员编号：
desk-sign-in-needed = 还没有签到。请在终端里运行，或写上 --clerk 和 --password-file，或设置环境变量 HALLCALL_SESSION。
desk-session-over = 签到已失效，请重新签到。
desk-signed-out = { $counter } 号窗口已签退。
desk-nobody-signed-in = { $counter } 号窗口没有从命令行签到。
desk-called = { $counter } 号窗口呼叫 { $number }  { $item }
desk-recalled = { $counter } 号窗口重呼 { $number }  { $item }
desk-started = { $counter } 号窗口开始办理 { $number }  { $item }
desk-finished = { $counter } 号窗口办结 { $number }  { $item }
desk-passed = { $counter } 号窗口过号 { $number }  { $item }

catalog-rev-folder = 文件夹  { $revision }  { $folder }
catalog-rev-server = 服务器  { $revision }  { $url }
catalog-rev-no-server = { $data } 上没有服务器在运行。
catalog-rev-machine = { $role } { $device }  { $revision }  { $standing ->
    [same] 一致
    [untold] 没有说明
   *[other] 不一致
}
catalog-rev-same = 大厅资料全部一致。
catalog-rev-differ = 有 { $count } 处和服务器不一致。
